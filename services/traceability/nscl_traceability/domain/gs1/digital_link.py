"""GS1 Digital Link URIs, read strictly (GS1 Digital Link: URI Syntax 1.4).

``parse`` reads the structure: which elements, in which order.  ``faults`` of a
link then tells what is wrong with their contents and their company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, unquote_to_bytes

from nscl_traceability.domain.gs1.application_identifier import (
    ApplicationIdentifier,
    covers,
    identifiers,
)
from nscl_traceability.domain.gs1.content_rules import broken_rule
from nscl_traceability.domain.gs1.faults import Fault, MalformedDigitalLink, Reason

CANONICAL_STEM = "https://id.gs1.org"
URI = re.compile(
    r"(?:https?|HTTPS?)://(?P<host>[A-Za-z0-9.:\-\[\]]+)(?P<path>/[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#.*)?"
)
CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})")
Element = tuple[str, str]


@dataclass(frozen=True)
class DigitalLink:
    """The elements (identifier, value) of a URI: primary key, qualifiers, attributes.

    ``others`` are members of the query that GS1 gives no meaning.
    """

    key: Element
    qualifiers: tuple[Element, ...] = ()
    attributes: tuple[Element, ...] = ()
    others: tuple[Element, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements in the order of the URI."""
        return (self.key, *self.qualifiers, *self.attributes)

    @property
    def element_string(self) -> str:
        """The GS1 element string, with ``^`` for FNC1."""
        known = identifiers()
        text, separate = "", True
        for code, value in self.elements:
            text += ("^" if separate else "") + code + value
            separate = code not in known or not known[code].predefined_length
        return text

    @property
    def path(self) -> str:
        """The path in its canonical form."""
        elements = (self.key, *self.qualifiers)
        return "".join(f"/{code}/{quote(value, safe='')}" for code, value in elements)

    def uri(self, stem: str = CANONICAL_STEM) -> str:
        """Return the URI below ``stem``: attributes of predefined length first, no others."""
        known = identifiers()
        ordered = sorted(
            self.attributes, key=lambda e: e[0] not in known or not known[e[0]].predefined_length
        )
        query = "&".join(f"{code}={quote(value, safe='')}" for code, value in ordered)
        return f"{stem}{self.path}" + (f"?{query}" if query else "")

    def faults(self) -> list[Fault]:
        """Return what is wrong with the contents and the company of the elements."""
        return [*_wrong_contents(self.elements), *_wrong_company(self.elements)]


def parse(uri: str, *, zero_suppressed: bool = False, unknown: bool = False) -> DigitalLink:
    """Read an uncompressed Digital Link URI.

    ``zero_suppressed`` takes GTINs of 8, 12 and 13 digits, ``unknown`` takes
    attributes that are in no table.

    Raises:
        MalformedDigitalLink: saying what is wrong.
    """
    found = URI.fullmatch(uri)
    if found is None or not CHARACTERS.fullmatch(uri) or ESCAPES.search(uri):
        raise MalformedDigitalLink(Fault(Reason.ADDRESS))
    key, *qualifiers = _path_elements(found["path"], zero_suppressed=zero_suppressed)
    attributes, others = _query_elements(found["query"] or "", key[0], unknown=unknown)
    attributes = [_widened(element, zero_suppressed=zero_suppressed) for element in attributes]
    link = DigitalLink(key, tuple(qualifiers), tuple(attributes), tuple(others))
    _require_single(link.elements)
    _require_form(link.elements)
    return link


def link_of(elements: Iterable[Element]) -> DigitalLink:
    """Return the link of some elements, the first primary key among them as its key.

    Raises:
        MalformedDigitalLink: they fit into no Digital Link.
    """
    found = list(dict.fromkeys(elements))
    known = identifiers()
    _require_single(found)
    for code, _ in found:
        if code not in known:
            raise MalformedDigitalLink(Fault(Reason.UNKNOWN, code))
    key = next((e for e in found if known[e[0]].qualifiers is not None), None)
    if key is None:
        raise MalformedDigitalLink(Fault(Reason.NO_KEY))
    rest = [element for element in found if element is not key]
    qualifiers = _best_order(known[key[0]], rest)
    attributes = tuple(element for element in rest if element not in qualifiers)
    for code, _ in attributes:
        _require_attribute(code, key[0], unknown=False)
    _require_form(found)
    return DigitalLink(key, qualifiers, attributes)


def _best_order(key: ApplicationIdentifier, rest: Sequence[Element]) -> tuple[Element, ...]:
    """Return those of ``rest`` that qualify ``key``, by the order that takes most of them."""
    values = dict(rest)
    orders = [
        tuple((code, values[code]) for code in order if code in values)
        for order in key.qualifiers or ()
    ]
    return max(orders, key=len, default=())


def _path_elements(path: str, *, zero_suppressed: bool) -> list[Element]:
    """Return primary key and qualifiers: the last pairs of ``path`` that begin with a key."""
    known = identifiers()
    words = path[1:].split("/")
    for start in range(len(words) - 2, -1, -2):
        code = words[start]
        if code in known and known[code].qualifiers is not None:
            pairs = zip(words[start::2], words[start + 1 :: 2], strict=True)
            elements = [(c, _decoded(value, plus=False)) for c, value in pairs]
            _require_order(known[code], [c for c, _ in elements[1:]])
            return [_widened(e, zero_suppressed=zero_suppressed) for e in elements]
    raise MalformedDigitalLink(Fault(Reason.NO_KEY))


def _require_order(key: ApplicationIdentifier, qualifiers: Sequence[str]) -> None:
    for order in key.qualifiers or ():
        rest = iter(order)
        if all(code in rest for code in qualifiers):
            return
    if qualifiers:
        fault = Fault(Reason.ORDER, key.code, others=(tuple(qualifiers),))
        raise MalformedDigitalLink(fault)


def _query_elements(query: str, key: str, *, unknown: bool) -> tuple[list[Element], list[Element]]:
    attributes, others = [], []
    for word in filter(None, query.split("&")):
        code, equals, value = word.partition("=")
        if not (equals and code.isascii() and code.isdigit()):
            others.append((code, value))
            continue
        _require_attribute(code, key, unknown=unknown)
        attributes.append((code, _decoded(value, plus=True)))
    return attributes, others


def _require_attribute(code: str, key: str, *, unknown: bool) -> None:
    known = identifiers().get(code)
    if known is None:
        if unknown:
            return
        raise MalformedDigitalLink(Fault(Reason.UNKNOWN, code))
    if not known.data_attribute:
        raise MalformedDigitalLink(Fault(Reason.NOT_IN_QUERY, code))
    if identifiers()[key].may_qualify(code):
        raise MalformedDigitalLink(Fault(Reason.IN_PATH, code, others=((key,),)))


def _require_single(elements: Sequence[Element]) -> None:
    codes = [code for code, _ in elements]
    for code, following in pairwise(sorted(codes)):
        if code == following:
            raise MalformedDigitalLink(Fault(Reason.TWICE, code))


def _require_form(elements: Sequence[Element]) -> None:
    for code, value in elements:
        known = identifiers().get(code)
        if not value or (known and not known.form.fullmatch(value)):
            reason = Reason.FORM if value else Reason.EMPTY
            raise MalformedDigitalLink(Fault(reason, code, value))


def _widened(element: Element, *, zero_suppressed: bool) -> Element:
    code, value = element
    short = zero_suppressed and code == "01" and len(value) in (8, 12, 13)
    return (code, value.zfill(14)) if short else element


def _decoded(text: str, *, plus: bool) -> str:
    spaced = text.replace("+", " ") if plus else text
    return unquote_to_bytes(spaced).decode("latin-1")


def _wrong_contents(elements: Sequence[Element]) -> Iterator[Fault]:
    for code, value in elements:
        known = identifiers().get(code)
        found = known.form.fullmatch(value) if known else None
        if known is None or found is None:
            continue
        for part, rules in zip(found.groups(), known.rules, strict=True):
            if part is not None and (rule := broken_rule(part, rules)):
                yield Fault(Reason.RULE, code, value, rule)


def _wrong_company(elements: Sequence[Element]) -> Iterator[Fault]:
    codes = [code for code, _ in elements]
    for code in codes:
        known = identifiers().get(code)
        if known is None:
            continue
        others = [other for other in codes if other != code]
        for groups in known.requires:
            if not any(all(_among(p, others) for p in group) for group in groups):
                yield Fault(Reason.TOGETHER, code, others=groups)
        for pattern in known.excludes:
            if _among(pattern, others):
                yield Fault(Reason.APART, code, others=((pattern,),))


def _among(pattern: str, codes: Sequence[str]) -> bool:
    return any(covers(pattern, code) for code in codes)
