"""GS1 elements as text: as a carrier holds them, and as they are printed for people.

A carrier's text has each identifier before its value; FNC1, here ``^`` (or the separator
U+001D that readers send), begins it and ends values whose length is not predefined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nscl_traceability.domain.gs1.application_identifier import identifiers, lengths
from nscl_traceability.domain.gs1.digital_link import (
    DigitalLink,
    Element,
    link_of,
)
from nscl_traceability.domain.gs1.faults import Fault, MalformedDigitalLink, Reason

FNC1 = "^"
SEPARATOR = "\x1d"
PRINTED = re.compile(r"\((\d{2,4})\)((?:(?!\(\d{2,4}\)).)+)")


def written_link(text: str) -> DigitalLink | None:
    """Return the link of ``^01…10…^21…`` or ``(01)…(10)…(21)…``; None for other text.

    White space between the elements does not matter.

    Raises:
        MalformedDigitalLink: it is one of them, and fits into no Digital Link.
    """
    shown = "".join(text.replace(SEPARATOR, FNC1).split())
    if shown.startswith(FNC1):
        return link_of(_carried(shown[1:]))
    found = PRINTED.findall(shown)
    whole = "".join(f"({code}){value}" for code, value in found)
    return link_of(found) if found and whole == shown else None


def _carried(text: str) -> Iterator[Element]:
    while text:
        code = _identifier(text)
        known, rest = identifiers()[code], text[len(code) :]
        fixed = known.form.match(rest) if known.predefined_length else None
        end = fixed.end() if fixed else len(rest.partition(FNC1)[0])
        yield code, rest[:end]
        text = rest[end:].removeprefix(FNC1)


def _identifier(text: str) -> str:
    code = text[: lengths().get(text[:2], 0)]
    if code not in identifiers():
        raise MalformedDigitalLink(Fault(Reason.START, value=text[:2]))
    return code
