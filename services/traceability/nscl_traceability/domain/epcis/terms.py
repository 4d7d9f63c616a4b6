"""What an event says, as short texts that queries look for.

``indexed`` terms name things (EPCs, classes, transactions, places, firms) and are in
the index; ``said`` terms are words that many events share and are looked at in what
an indexed term or a time range found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nscl_traceability.domain.epcis.identifiers import node

Event = Mapping[str, Any]

# the address of a firm's place where it has no GLN; the firm's id follows
PLACE_PATH = "/traceability/places/"

EPCS = {"epcList": "e", "childEPCs": "e", "inputEPCList": "i", "outputEPCList": "o"}
CLASSES = {
    "quantityList": "ec",
    "childQuantityList": "ec",
    "inputQuantityList": "ic",
    "outputQuantityList": "oc",
}
SENSOR_FIELDS = (
    "type", "deviceID", "dataProcessingMethod", "microorganism", "chemicalSubstance", "bizRules",
    "stringValue", "hexBinaryValue", "uriValue", "booleanValue",
)  # fmt: skip
_TEXTS = {
    "eventType": "type",
    "action": "action",
    "bizStep": "bizStep",
    "disposition": "disposition",
}
_PLACES = ("readPoint", "bizLocation")


def term(kind: str, value: str) -> str:
    """Return the term for a value of a kind."""
    return f"{kind}:{value}"


def things(event: Event) -> Iterator[tuple[str, str]]:
    """Yield what the event is about: role (``e p i o ec ic oc``) and name of the thing."""
    if "parentID" in event:
        yield "p", node(event["parentID"])
    for member, role in EPCS.items():
        for epc in event.get(member, ()):
            yield role, node(epc)
    for member, role in CLASSES.items():
        for element in event.get(member, ()):
            yield role, node(element["epcClass"])


def indexed(event: Event) -> set[str]:
    """Return the terms by which the event is found."""
    found = {f"{role}:{name}" for role, name in things(event)}
    found |= {f"at:{node(event[name]['id'])}" for name in _PLACES if name in event}
    if "transformationID" in event:
        found.add(f"tx:{event['transformationID']}")
    for item in event.get("bizTransactionList", ()):
        found.add(f"bt.{item.get('type', '')}:{item['bizTransaction']}")
    if (declaration := event.get("errorDeclaration")) is not None:
        found.add("err:")
        found |= {f"fix:{fixed}" for fixed in declaration.get("correctiveEventIDs", ())}
    return found


def said(event: Event) -> set[str]:
    """Return the terms that are looked at, not looked up."""
    found = {f"{name}:{event[own]}" for name, own in _TEXTS.items() if own in event}
    for name in _PLACES:
        if name in event:
            found |= set(_place(name, node(event[name]["id"])))
    for name, role in (("sourceList", "source"), ("destinationList", "destination")):
        for item in event.get(name, ()):
            found.add(f"{role}.{item['type']}:{node(item[role])}")
    for name, words in event.get("persistentDisposition", {}).items():
        found |= {f"persistent.{name}:{word}" for word in words}
    if reason := event.get("errorDeclaration", {}).get("reason"):
        found.add(f"reason:{reason}")
    return found | set(_sensors(event))


def _place(name: str, place: str) -> Iterator[str]:
    """Yield the place and, for a part of a GLN, the GLN it lies in."""
    yield f"{name}:{place}"
    whole, part, _ = place.partition("/254/")
    if part:
        yield f"{name}.in:{whole}"


def places(said_terms: Iterable[str]) -> Iterator[str]:
    """Yield the places and parties among terms."""
    for text in said_terms:
        kind, _, value = text.partition(":")
        if kind in _PLACES or kind.startswith(("source.", "destination.")):
            yield value


def _sensors(event: Event) -> Iterator[str]:
    for element in event.get("sensorElementList", ()):
        for holder in (element.get("sensorMetadata", {}), *element["sensorReport"]):
            for name in SENSOR_FIELDS:
                if name in holder:
                    yield f"sensor.{name}:{sensor_value(holder[name])}"


def sensor_value(value: Any) -> str:
    """Return a sensor's value as terms and queries write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def quantities(event: Event) -> list[float]:
    """Return the amounts an event names."""
    return [
        float(element["quantity"])
        for member in CLASSES
        for element in event.get(member, ())
        if "quantity" in element
    ]


def firm_at(place: str) -> str | None:
    """Return the firm whose place has this address of ours, or None."""
    _, found, firm = place.partition(PLACE_PATH)
    return firm if found and firm else None
