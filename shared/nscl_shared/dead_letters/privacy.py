"""What of a dead letter may be shown to somebody who need not see personal data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nscl_contracts import CONTENT_TYPE, ContractError, decode
from nscl_contracts.redaction import redact
from nscl_shared.dead_letters.letter import DeadLetter

HIDDEN = "…"
SHORTEST = 3  # characters of a text that is looked for in a reason
ENVELOPE = (
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "datacontenttype",
    "dataschema",
    "sequence",
    "province",
    "correlationid",
    "traceparent",
)


def redacted(letter: DeadLetter) -> dict[str, Any]:
    """Return the event without personal members; without data when it breaks its contract.

    Nobody can say what is personal in data of another shape than the contract's.
    """
    event = letter.event
    shown = {name: event[name] for name in ENVELOPE if isinstance(event.get(name), str)}
    if _keeps_its_contract(letter):
        shown["data"] = redact(letter.type, event["data"])
    return shown


def hides(letter: DeadLetter) -> bool:
    """Tell whether ``redacted`` leaves anything out."""
    return redacted(letter) != letter.event or not letter.event


def redacted_payload(letter: DeadLetter) -> str:
    """Return ``redacted`` for reading; empty when nothing is left."""
    shown = redacted(letter)
    return json.dumps(shown, ensure_ascii=False, indent=2) if shown else ""


def redacted_reason(letter: DeadLetter) -> str:
    """Return why it died, without the personal data that the error may have quoted."""
    hidden = set(_texts(letter.event)) - set(_texts(redacted(letter)))
    reason = letter.reason
    for text in sorted(hidden, key=len, reverse=True):
        if len(text) >= SHORTEST:
            reason = reason.replace(text, HIDDEN)
    return reason


def _keeps_its_contract(letter: DeadLetter) -> bool:
    try:
        decode(letter.body, CONTENT_TYPE)
    except ContractError:
        return False
    return True


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in value.values():
            yield from _texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from _texts(member)
