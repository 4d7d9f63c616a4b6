"""How an event must be built: EPCIS 2.0, its types and their parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nscl_traceability.domain.epcis import vocabulary as cbv
from nscl_traceability.domain.epcis.checks import (
    anything,
    both,
    each,
    either,
    like,
    mapping,
    number,
    one_of,
    text,
    time,
    truth,
    uri,
    word_or_uri,
)
from nscl_traceability.domain.epcis.faults import NONE, Check, Faults, fault

# words of GS1 may not be spelled out, or a value could be written in two ways
_CBV = re.compile(r"urn:epcglobal:cbv|https?://ns\.gs1\.org/cbv/")
_VOC = re.compile(r"https?://(www\.)?gs1\.org/voc/")
_OFFSET = re.compile(r"[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00)")
_UNIT = re.compile(r"[A-Z0-9]{2,3}")
_HEX = re.compile(r"[A-Fa-f0-9]+")

_object = mapping({})
CONTEXT = either(uri, either(_object, each(either(_object, uri), unique=True)))
BIZ_STEP = word_or_uri(cbv.BIZ_STEPS, _CBV, "bizStep")
DISPOSITION = word_or_uri(cbv.DISPOSITIONS, _CBV, "disposition")
_PLACE = mapping({"id": uri}, ("id",))
_EPCS = each(uri)
_UNIQUE_EPCS = each(uri, unique=True)
_QUANTITIES = each(
    mapping(
        {"epcClass": uri, "quantity": number, "uom": like(_UNIT, "epcis-unit")},
        ("epcClass",),
        others=None,
    )
)
_PARTY = word_or_uri(cbv.PARTIES, _CBV, "source/destination type")
_BIZ_TRANSACTION = mapping(
    {
        "type": word_or_uri(cbv.BIZ_TRANSACTIONS, _CBV, "business transaction type"),
        "bizTransaction": uri,
    },
    ("bizTransaction",),
    others=None,
)
_DECLARATION = mapping(
    {
        "declarationTime": time,
        "reason": word_or_uri(cbv.ERROR_REASONS, _CBV, "error reason"),
        "correctiveEventIDs": each(uri),
    },
    ("declarationTime",),
    others=uri,
)
_URIS = ("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")
_NUMBERS = ("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue")
_METADATA = mapping(
    {**dict.fromkeys(_URIS, uri), **dict.fromkeys(("time", "startTime", "endTime"), time)},
    others=uri,
)
_REPORT = mapping(
    {
        **dict.fromkeys(_URIS, uri),
        **dict.fromkeys(_NUMBERS, number),
        "type": word_or_uri(cbv.MEASUREMENTS, _VOC, "measurement type"),
        "exception": word_or_uri(cbv.ALERTS, _VOC, "sensor alert type"),
        "time": time,
        "microorganism": uri,
        "chemicalSubstance": uri,
        "coordinateReferenceSystem": uri,
        "component": word_or_uri(cbv.COMPONENTS, _CBV, "component"),
        "stringValue": text,
        "booleanValue": truth,
        "hexBinaryValue": like(_HEX, "epcis-hex"),
        "uriValue": uri,
        "uom": text,
    },
    ("type",),
    others=uri,
)
_SENSORS = each(
    mapping(
        {"sensorMetadata": _METADATA, "sensorReport": each(_REPORT, least=1)},
        ("sensorReport",),
        others=uri,
    )
)
_ILMD = mapping({}, others=uri)


def _party(name: str) -> Check:
    return each(mapping({"type": _PARTY, name: uri}, ("type", name), others=None))


def _some_disposition(value: dict[str, Any]) -> Faults:
    return NONE if "set" in value or "unset" in value else fault("epcis-set-or-unset")


_SET = each(DISPOSITION, least=1, unique=True)
_PERSISTENT = both(mapping({"set": _SET, "unset": _SET}, others=None), _some_disposition)

_EVENT: Mapping[str, Check] = {
    "@context": CONTEXT,
    "eventTime": time,
    "recordTime": time,
    "eventTimeZoneOffset": like(_OFFSET, "epcis-offset"),
    "eventID": uri,
    "certificationInfo": either(uri, each(uri)),
    "errorDeclaration": _DECLARATION,
}
_WHY: Mapping[str, Check] = {
    "bizStep": BIZ_STEP,
    "disposition": DISPOSITION,
    "readPoint": _PLACE,
    "bizLocation": _PLACE,
    "bizTransactionList": each(_BIZ_TRANSACTION),
    "sourceList": _party("source"),
    "destinationList": _party("destination"),
    "sensorElementList": _SENSORS,
}
_WHEN = ("eventTime", "eventTimeZoneOffset")
_ACTION = one_of(cbv.ACTIONS, "epcis-action")


def _typed(kind: str, members: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    known = {**_EVENT, **_WHY, "type": one_of((kind,), "epcis-type"), **members}
    return mapping(known, (*_WHEN, "type", *required), others=uri)


def _object_what(event: dict[str, Any]) -> Faults:
    if "ilmd" in event and event["action"] != "ADD":
        return fault("epcis-ilmd-only-add")
    if "epcList" in event or event.get("quantityList"):
        return NONE
    if event.get("sensorElementList") and "readPoint" in event:
        return NONE
    return fault("epcis-nothing-named", names="epcList, quantityList")


def _some(*names: str, empty: str = "") -> Check:
    """At least one of the lists is filled (or ``empty`` there), unless the action is DELETE."""

    def check(event: dict[str, Any]) -> Faults:
        if event["action"] == "DELETE" or (empty and empty in event):
            return NONE
        return (
            NONE if any(map(event.get, names)) else fault("epcis-nothing-named", names=_of(names))
        )

    return check


def _of(names: tuple[str, ...]) -> str:
    return ", ".join(names)


_INPUTS = ("inputEPCList", "inputQuantityList")
_OUTPUTS = ("outputEPCList", "outputQuantityList")


def _in_and_out(event: dict[str, Any]) -> Faults:
    taken, made = any(map(event.get, _INPUTS)), any(map(event.get, _OUTPUTS))
    if (taken and made) or ("transformationID" in event and (taken or made)):
        return NONE
    return fault("epcis-nothing-named", names=_of(_INPUTS if made else _OUTPUTS))


_CHILDREN: Mapping[str, Check] = {
    "parentID": uri,
    "childEPCs": _EPCS,
    "childQuantityList": _QUANTITIES,
    "action": _ACTION,
}
EVENTS: Mapping[str, Check] = {
    "ObjectEvent": both(
        _typed(
            "ObjectEvent",
            {
                "epcList": _UNIQUE_EPCS,
                "quantityList": _QUANTITIES,
                "action": _ACTION,
                "persistentDisposition": _PERSISTENT,
                "ilmd": _ILMD,
            },
            ("action",),
        ),
        _object_what,
    ),
    "AggregationEvent": both(
        _typed("AggregationEvent", _CHILDREN, ("action",)), _some("childEPCs", "childQuantityList")
    ),
    "AssociationEvent": both(
        _typed("AssociationEvent", _CHILDREN, ("action", "parentID")),
        _some("childEPCs", "childQuantityList"),
    ),
    "TransactionEvent": both(
        _typed(
            "TransactionEvent",
            {
                "bizTransactionList": each(_BIZ_TRANSACTION, least=1),
                "parentID": uri,
                "epcList": _EPCS,
                "quantityList": _QUANTITIES,
                "action": _ACTION,
            },
            ("bizTransactionList", "action"),
        ),
        _some("quantityList", empty="epcList"),
    ),
    "TransformationEvent": both(
        _typed(
            "TransformationEvent",
            {
                **dict.fromkeys(("inputEPCList", "outputEPCList"), _UNIQUE_EPCS),
                **dict.fromkeys(("inputQuantityList", "outputQuantityList"), _QUANTITIES),
                "transformationID": uri,
                "persistentDisposition": _PERSISTENT,
                "ilmd": _ILMD,
            },
        ),
        _in_and_out,
    ),
}
_EXTENDED = mapping({**_EVENT, "type": uri}, (*_WHEN, "type"), others=anything)


def event(value: Any) -> Faults:
    """An event of any type; types of others need a URI as their name."""
    if type(value) is not dict:
        return fault("epcis-not-object", value=str(value)[:80])
    kind = value.get("type")
    return EVENTS.get(kind, _EXTENDED)(value) if type(kind) is str else _EXTENDED(value)
