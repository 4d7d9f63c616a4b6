"""Documents are judged as GS1's schema judges them; faults are named by JSON path and in words."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from conformance import INVALID, VALID, load, mutated, needs_data, oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl_traceability.domain.epcis.captured import InvalidDocument, read_document
from nscl_traceability.domain.epcis.document_rules import events_of, faults_of

MUTANTS = int(os.environ.get("NSCL_EPCIS_MUTANTS", "1500"))
TIMES = {"eventTime": "2026-08-01T07:00:00+07:00", "eventTimeZoneOffset": "+07:00"}
SOUND = {
    "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    "type": "ObjectEvent",
    **TIMES,
    "action": "OBSERVE",
    "epcList": ["urn:epc:id:sgtin:893600000.0001.1"],
}


@needs_data
def test_there_are_as_many_examples_as_gs1_gives() -> None:
    assert len(VALID) == 47
    assert sum(len(events_of(load(path))) for path in VALID) == 56
    assert len(INVALID) == 8


@needs_data
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_every_example_is_accepted(path: Path) -> None:
    assert faults_of(load(path)) == []


BROKEN = {
    "Combination_of_events_with_missing_mandatory_fields": ("epcis-missing", "$.epcisBody.eventList[0]"),
    "Combination_of_non_standard_bizStep_and_disposition": ("epcis-not-in-vocabulary", "$.epcisBody.eventList[0].bizStep"),
    "ObjectEvent_with_ilmd_field_without_namespace": ("epcis-unknown-field", "$.epcisBody.eventList[0].ilmd.materialType"),
    "ObjectEvent_with_invalid_certificationInfo": ("epcis-not-uri", "$.epcisBody.eventList[0].certificationInfo[0]"),
    "ObjectEvent_with_non_standard_bizStep": ("epcis-not-in-vocabulary", "$.epcisBody.eventList[0].bizStep"),
    "ObjectEvent_with_non_standard_disposition": ("epcis-not-in-vocabulary", "$.epcisBody.eventList[0].disposition"),
    "ObjectEvent_with_unknown_field_in_quantityList": ("epcis-unknown-field", "$.epcisBody.eventList[0].quantityList[0].weight"),
    "ObjectEvent_without_identifier_list": ("epcis-nothing-named", "$.epcisBody.eventList[0]"),
}  # fmt: skip


@needs_data
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_every_broken_document_is_refused_with_the_path_of_its_fault(path: Path) -> None:
    with pytest.raises(InvalidDocument) as refused:
        read_document(load(path))
    first = refused.value.details[0]
    assert (first.code, first.field) == BROKEN[path.stem]
    assert not oracle().is_valid(load(path))


@needs_data
@settings(max_examples=MUTANTS, deadline=None)
@given(st.integers(0, 2**64))
def test_mutations_are_judged_as_the_schema_judges_them(seed: int) -> None:
    document = mutated(Random(seed))
    faults = faults_of(document)
    assert (faults == []) == oracle().is_valid(document), [
        (fault.json_path, fault.code) for fault in faults
    ]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"eventTime": "2026-02-30T00:00:00Z"}, "epcis-not-time", "$.eventTime"),
        ({"eventTimeZoneOffset": "+15:00"}, "epcis-offset", "$.eventTimeZoneOffset"),
        ({"action": "CHANGE"}, "epcis-action", "$.action"),
        ({"epcList": ["x"]}, "epcis-not-uri", "$.epcList[0]"),
        ({"epcList": ["a:b", "a:b"]}, "epcis-twice", "$.epcList"),
        ({"ilmd": {}}, "epcis-ilmd-only-add", "$"),
        ({"weight": 3}, "epcis-unknown-field", "$.weight"),
        ({"ex ample": 3}, "epcis-unknown-field", "$['ex ample']"),
        ({"readPoint": "a:b"}, "epcis-not-object", "$.readPoint"),
        ({"sensorElementList": [{"sensorReport": []}]}, "epcis-too-few", "$.sensorElementList[0].sensorReport"),
        ({"persistentDisposition": {}}, "epcis-set-or-unset", "$.persistentDisposition"),
        ({"quantityList": [{"epcClass": "a:b", "quantity": True}]}, "epcis-not-number", "$.quantityList[0].quantity"),
        ({"quantityList": [{"epcClass": "a:b", "uom": "kg"}]}, "epcis-unit", "$.quantityList[0].uom"),
        ({"type": "Own"}, "epcis-not-uri", "$.type"),
    ],
)  # fmt: skip
def test_one_change_is_named(change: dict, code: str, path: str) -> None:
    assert faults_of(SOUND) == []
    faults = faults_of({**SOUND, **change})
    assert [(fault.code, fault.json_path) for fault in faults] == [(code, path)]


def test_what_is_no_object_is_refused() -> None:
    for document in (None, [], "x", 1):
        assert [fault.code for fault in faults_of(document)] == ["epcis-not-object"]
