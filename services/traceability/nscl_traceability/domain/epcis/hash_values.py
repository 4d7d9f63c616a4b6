"""How values and members of others look in a pre-hash string."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nscl_traceability.domain.epcis.formats import moment, written
from nscl_traceability.domain.epcis.identifiers import canonical

Namespaces = Mapping[str, str]

COMMENTS = frozenset({"#text", "rdfs:comment", "comment"})
_OLD_WORDS = (
    ("urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-"),
    ("urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-"),
    ("urn:epcglobal:cbv:btt:", "https://ref.gs1.org/cbv/BTT-"),
    ("urn:epcglobal:cbv:sdt:", "https://ref.gs1.org/cbv/SDT-"),
    ("urn:epcglobal:cbv:er:", "https://ref.gs1.org/cbv/ER-"),
)
_NUMERIC = frozenset("+-.0123456789")
# members whose order says what they mean
_AS_WRITTEN = frozenset({"bizTransaction", "source", "destination"})


def namespaces(*contexts: Any) -> Namespaces:
    """Return the prefixes that JSON-LD contexts define, each as ``{address}``."""
    found: dict[str, str] = {}
    for context in contexts:
        for part in context if isinstance(context, list) else [context]:
            if isinstance(part, dict):
                found |= {name: f"{{{uri}}}" for name, uri in part.items() if type(uri) is str}
    return found


def full_name(name: str, known: Namespaces) -> str:
    """Return a member's name with its prefix spelled out."""
    prefix, colon, rest = name.partition(":")
    return known[prefix] + rest if colon and prefix in known else name


def value_of(value: Any, known: Namespaces) -> str:
    """Return a single value in its one form: numbers, old words and identifiers as the standard."""
    if type(value) is not str:
        return _number(str(value))
    text = value
    prefix, colon, rest = value.partition(":")
    if colon and prefix in known:
        text = known[prefix][1:-1] + rest
    return _canonical(text.strip())


def _canonical(text: str) -> str:
    if text.startswith("urn:epcglobal:cbv:") or "urn:epcglobal:cbv:" in text:
        for old, new in _OLD_WORDS:
            text = text.replace(old, new)
    if text[:1] in _NUMERIC:
        text = _number(text)
    return canonical(text) or text


def _number(text: str) -> str:
    """Return a number without what does not count; anything else as it is."""
    try:
        number = float(text)
        return str(int(number) if number.is_integer() else number)
    except (ValueError, OverflowError):
        return text


def time_of(value: Any) -> str:
    """Return a time in UTC to the millisecond."""
    return written(moment(value))


def entries(name: str, value: Any, known: Namespaces) -> list[str]:
    """Return what a member of others adds: one text for each of its values."""
    if name.endswith("List"):
        items = _joined(name[:-4], value, known)
        return [name + items] if items else []
    if isinstance(value, list):
        return [_entry(name, item, known) for item in value]
    return [_entry(name, value, known)]


def _joined(name: str, value: Any, known: Namespaces) -> str:
    values = value if isinstance(value, list) else [value]
    return "".join(sorted(_entry(name, item, known) for item in values))


def _entry(name: str, value: Any, known: Namespaces) -> str:
    if isinstance(value, dict):
        own = "quantityElement" if name == "quantity" else name
        text = value_of(value["#text"], known) if "#text" in value else ""
        return own + (f"={text}" if text else "") + members(value, known)
    if isinstance(value, list):
        return name + "".join(sorted(_entry("", item, known) for item in value))
    text = value_of(value, known)
    return f"{name}={text}" if text else name


def members(value: Mapping[str, Any], known: Namespaces) -> str:
    """Return all members of an object, sorted unless their order says something."""
    found = [
        entry
        for name, item in value.items()
        if name not in COMMENTS
        for entry in entries(full_name(name, known), item, known)
    ]
    return "".join(found if _AS_WRITTEN & value.keys() else sorted(found))


def merged(found: Sequence[str]) -> str:
    """Return texts as one, in order."""
    return "".join(sorted(found))
