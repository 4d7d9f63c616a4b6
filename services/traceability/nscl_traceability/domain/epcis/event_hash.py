"""The event hash of CBV 2.0: one id for one event, in whichever way it is written.

The algorithm is published at github.com/RalphTro/epcis-event-hash-generator; its
reference implementation is the oracle of the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from nscl_traceability.domain.epcis.hash_values import (
    COMMENTS,
    Namespaces,
    entries,
    full_name,
    merged,
    time_of,
    value_of,
)
from nscl_traceability.domain.epcis.vocabulary import EVENT_TYPES, expanded

# name and value → what goes in order, and what is left for the end
Written = tuple[str, list[str]]
Write = Callable[[str, Any, Namespaces], Written]

_IGNORED = frozenset({"recordTime", "eventID", "type", "errorDeclaration", "@context"})


def event_hash(event: Mapping[str, Any], known: Namespaces) -> str:
    """Return the hash id of a sound event, ``ni:///sha-256;…?ver=CBV2.0``."""
    return f"ni:///sha-256;{sha256(pre_hash(event, known).encode()).hexdigest()}?ver=CBV2.0"


def pre_hash(event: Mapping[str, Any], known: Namespaces) -> str:
    """Return what is hashed: members in the order of the standard, then all others, sorted."""
    ordered = [f"eventType={event['type']}"]
    left: list[str] = []
    rules = _ORDER if event["type"] in EVENT_TYPES else _ORDER_OF_OTHERS
    for name, write in rules.items():
        if name in event:
            text, rest = write(name, event[name], known)
            ordered.append(text)
            left += rest
    for name, value in event.items():
        if name in rules or name in _IGNORED or name in COMMENTS:
            continue
        if name in _PAIRS and rules is _ORDER:
            left += _pairs(name, value, known)
        else:
            left += entries(full_name(name, known), value, known)
    return "".join(ordered) + merged(left)


def _text(name: str, value: Any, known: Namespaces) -> Written:
    if isinstance(value, list):
        return merged([f"{name}={value_of(item, known)}" for item in value]), []
    text = value_of(value, known)
    return (f"{name}={text}" if text else ""), []


def _time(name: str, value: Any, _known: Namespaces) -> Written:
    return f"{name}={time_of(value)}", []


def _word(kind: str) -> Write:
    def write(name: str, value: Any, known: Namespaces) -> Written:
        if isinstance(value, list):
            return merged([write(name, item, known)[0] for item in value]), []
        return f"{name}={value_of(expanded(kind, value), known)}", []

    return write


def _epcs(name: str, value: Any, known: Namespaces) -> Written:
    found = merged([f"epc={value_of(item, known)}" for item in value])
    return (name + found if found else ""), []


def _part(rules: Mapping[str, Write]) -> Write:
    """Write an object of the standard, extensions at its end."""

    def write(name: str, value: Any, known: Namespaces) -> Written:
        ordered: list[str] = []
        left: list[str] = []
        for own, rule in rules.items():
            if own in value:
                text, rest = rule(own, value[own], known)
                ordered.append(text)
                left += rest
        own_extensions, others = _extensions(rules, value, known) if len(value) > 1 else ([], [])
        if len(value) == 1 and not ordered:
            others = _all_entries(value, known)
        left += others
        text = "".join(ordered) + merged(own_extensions)
        return (name + text if text else ""), ([name + merged(left)] if left else [])

    return write


def _all_entries(value: Mapping[str, Any], known: Namespaces) -> list[str]:
    named = ((full_name(name, known), item) for name, item in value.items())
    return [entry for name, item in named for entry in entries(name, item, known)]


def _extensions(
    rules: Mapping[str, Write], value: Mapping[str, Any], known: Namespaces
) -> tuple[list[str], list[str]]:
    """Return the extensions that stay with their object, and those that go to the end.

    The reference recognises the first by a namespace that ends with a slash.
    """
    named = {full_name(name, known): item for name, item in value.items() if name not in COMMENTS}
    stay = not any("eventTime" in name or "action" in name for name in named)
    inside: list[str] = []
    outside: list[str] = []
    for name, item in named.items():
        if name not in rules:
            (inside if stay and "{" in name and "/}" in name else outside).extend(
                entries(name, item, known)
            )
    return inside, outside


def _parts(item_name: str, write: Write) -> Write:
    """Write a list of objects of the standard."""

    def write_all(name: str, value: Any, known: Namespaces) -> Written:
        found = [write(item_name, item, known) for item in value]
        text = merged([text for text, _ in found])
        left = [entry for _, rest in found for entry in rest]
        return (name + text if text else ""), ([name + merged(left)] if left else [])

    return write_all


def _several(write: Write) -> Write:
    """Write objects that carry the name of their list."""

    def write_all(name: str, value: Any, known: Namespaces) -> Written:
        found = [write(name, item, known) for item in value]
        return merged([text for text, _ in found]), [entry for _, rest in found for entry in rest]

    return write_all


_PAIRS = {
    "bizTransactionList": ("bizTransaction", "bizTransaction"),
    "sourceList": ("source", "party"),
    "destinationList": ("destination", "party"),
}


def _pairs(name: str, value: Any, known: Namespaces) -> list[str]:
    member, kind = _PAIRS[name]
    found = []
    for item in value:
        word = expanded(kind, item["type"]) if "type" in item else ""
        typed = f"type={value_of(word, known)}" if word else ""
        found.append(f"{typed}{member}={value_of(item[member], known)}")
    return [name + merged(found)] if found else []


_quantities = _parts(
    "quantityElement", _part(dict.fromkeys(("epcClass", "quantity", "uom"), _text))
)
_place = _part({"id": _text})
_SHARED = ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod")
_metadata = _part(
    {
        **dict.fromkeys(("time", "startTime", "endTime"), _time),
        **dict.fromkeys((*_SHARED, "bizRules"), _text),
    }
)
_report = _part(
    {
        "type": _word("measurement"),
        "exception": _word("alert"),
        **dict.fromkeys(_SHARED, _text),
        "time": _time,
        **dict.fromkeys(("microorganism", "chemicalSubstance", "value"), _text),
        "component": _word("component"),
        **dict.fromkeys(
            (
                "stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue",
                "meanValue", "sDev", "percRank", "percValue", "uom", "coordinateReferenceSystem",
            ),
            _text,
        ),
    }
)  # fmt: skip
_ORDER_OF_OTHERS: Mapping[str, Write] = {
    "eventTime": _time,
    "eventTimeZoneOffset": _text,
    "certificationInfo": _text,
}
_ORDER: Mapping[str, Write] = {
    **_ORDER_OF_OTHERS,
    "parentID": _text,
    "epcList": _epcs,
    "inputEPCList": _epcs,
    "childEPCs": _epcs,
    "quantityList": _quantities,
    "childQuantityList": _quantities,
    "inputQuantityList": _quantities,
    "outputEPCList": _epcs,
    "outputQuantityList": _quantities,
    "action": _text,
    "transformationID": _text,
    "bizStep": _word("bizStep"),
    "disposition": _word("disposition"),
    "persistentDisposition": _part({"set": _word("disposition"), "unset": _word("disposition")}),
    "readPoint": _place,
    "bizLocation": _place,
    "sensorElementList": _parts(
        "sensorElement", _part({"sensorMetadata": _metadata, "sensorReport": _several(_report)})
    ),
}
