"""How a document must be built: EPCISDocument, EPCISQueryDocument, or one event alone."""

from __future__ import annotations

import json
import re
from typing import Any

from nscl_traceability.domain.epcis.checks import (
    at_most,
    both,
    each,
    like,
    mapping,
    number,
    one_of,
    text,
    time,
    uri,
)
from nscl_traceability.domain.epcis.event_rules import CONTEXT, event
from nscl_traceability.domain.epcis.faults import NONE, Fault, Faults, fault, shown

# how many are told
MOST_FAULTS = 20
# what one document may say of master data: elements, attributes of each, characters
MOST_ELEMENTS = 1_000
MOST_ATTRIBUTES = 200
MOST_CHARACTERS = 2_000
MOST_IN_OBJECT = 10_000


def _elements(vocabularies: list[dict[str, Any]]) -> int:
    return sum(len(each.get("vocabularyElementList", ())) for each in vocabularies)


def _written(value: dict[str, Any]) -> int:
    return len(json.dumps(value, ensure_ascii=False))


_VERSION = like(re.compile(r"\d+(\.\d+)*", re.ASCII), "epcis-version")
_object = mapping({})
_TEXT = both(text, at_most(MOST_CHARACTERS))
_NAME = both(uri, at_most(MOST_CHARACTERS))
_PARTS = both(_object, at_most(MOST_IN_OBJECT, _written))


def _value(value: Any) -> Faults:
    """A number, a text or an object."""
    if type(value) is dict:
        return _PARTS(value)
    return _TEXT(value) if number(value) else NONE


_ATTRIBUTE = mapping({"id": _NAME, "attribute": _value}, ("id",))
_ATTRIBUTES = both(each(_ATTRIBUTE), at_most(MOST_ATTRIBUTES))
_CHILDREN = both(each(uri), at_most(MOST_ELEMENTS))
_ELEMENT = mapping({"id": _NAME, "attributes": _ATTRIBUTES, "children": _CHILDREN}, ("id",))
_VOCABULARY = mapping({"type": _NAME, "vocabularyElementList": each(_ELEMENT)}, ("type",))
_VOCABULARIES = both(each(_VOCABULARY), at_most(MOST_ELEMENTS, _elements))
_EVENT_LIST = each(event)
_HEADER = mapping({"epcisMasterData": mapping({"vocabularyList": _VOCABULARIES})}, others=uri)
_DOCUMENT = mapping(
    {
        "@context": CONTEXT,
        "id": uri,
        "type": one_of(("EPCISDocument",)),
        "schemaVersion": _VERSION,
        "creationDate": time,
        "instanceIdentifier": text,
        "sender": text,
        "receiver": text,
        "epcisHeader": _HEADER,
        "epcisBody": mapping({"eventList": _EVENT_LIST}, ("eventList",)),
    },
    ("@context", "type", "schemaVersion", "creationDate", "epcisBody"),
    others=uri,
)
_RESULTS = mapping(
    {
        "queryName": text,
        "subscriptionID": text,
        "resultsBody": mapping(
            {"eventList": _EVENT_LIST, "vocabularyList": _VOCABULARIES}, ("eventList",), others=uri
        ),
    },
    ("queryName", "resultsBody"),
    others=uri,
)
_QUERY_DOCUMENT = mapping(
    {
        "@context": CONTEXT,
        "id": uri,
        "type": one_of(("EPCISQueryDocument",)),
        "schemaVersion": _VERSION,
        "creationDate": time,
        "epcisBody": mapping({"queryResults": _RESULTS}, ("queryResults",), others=uri),
    },
    ("@context", "type", "epcisBody"),
    others=uri,
)


def faults_of(document: Any) -> list[Fault]:
    """Return what is wrong with a document; nothing when it is sound."""
    return list(_judge(document))


def _judge(document: Any) -> Faults:
    if type(document) is not dict:
        return fault("epcis-not-object", value=shown(document))
    kind = document.get("type")
    if kind == "EPCISDocument":
        return _DOCUMENT(document)
    if kind == "EPCISQueryDocument":
        return _QUERY_DOCUMENT(document)
    lacking = NONE if "@context" in document else fault("epcis-missing", name="@context")
    return [*lacking, *event(document)]


def events_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the events of a sound document, as they are."""
    body = document.get("epcisBody", {})
    if document["type"] == "EPCISQueryDocument":
        body = body["queryResults"]["resultsBody"]
    found: list[dict[str, Any]] = body["eventList"] if body else [document]
    return found


def events_path(document: Any) -> tuple[str, ...]:
    """Return the way to the list of events; nothing for an event alone."""
    if type(document) is dict and document.get("type") == "EPCISDocument":
        return ("epcisBody", "eventList")
    if type(document) is dict and document.get("type") == "EPCISQueryDocument":
        return ("epcisBody", "queryResults", "resultsBody", "eventList")
    return ()
