"""Event ids are those of the published algorithm; its reference implementation is the oracle."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conformance import VALID, load, needs_data

from nscl_traceability.domain.epcis.document_rules import events_of
from nscl_traceability.domain.epcis.event_hash import event_hash, pre_hash
from nscl_traceability.domain.epcis.hash_values import namespaces
from nscl_traceability.domain.epcis.identifiers import canonical

# the reference stops at a prefix defined as an object, and at one that the standard protects
BEYOND_THE_ORACLE = {
    "Example-TransactionEvents-2020_07_03y",
    "transformation_event_all_possible_fields",
}
CONTEXT = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"ex": "https://ns.example.com/epcis/", "own": "https://ns.example.com/own#"},
]
EVENT: dict[str, Any] = {
    "type": "ObjectEvent",
    "eventTime": "2026-08-01T07:00:00.0004+07:00",
    "eventTimeZoneOffset": "+07:00",
    "action": "ADD",
    "bizStep": "commissioning",
    "disposition": "active",
    "epcList": ["urn:epc:id:sgtin:893600000.0001.2", "urn:epc:id:sgtin:893600000.0001.1"],
    "quantityList": [{"epcClass": "urn:epc:class:lgtin:893600000.0001.L1", "quantity": 5.0, "uom": "KGM"}],
    "readPoint": {"id": "urn:epc:id:sgln:893600000.000.0", "ex:gate": "3"},
    "bizTransactionList": [
        {"type": "po", "bizTransaction": "urn:epc:id:gdti:893600000.001.2"},
        {"type": "inv", "bizTransaction": "urn:epc:id:gdti:893600000.001.1"},
    ],
    "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:893600000.000"}],
    "persistentDisposition": {"set": ["completeness_verified"], "unset": ["reserved"]},
    "sensorElementList": [
        {
            "sensorMetadata": {"time": "2026-08-01T00:00:00Z", "ex:site": "A"},
            "sensorReport": [
                {"type": "Temperature", "value": 26.0, "uom": "CEL", "own:note": "x"},
                {"type": "RelativeHumidity", "value": 12.1, "booleanValue": True},
            ],
        }
    ],
    "ilmd": {"ex:farm": "Chi Lăng", "ex:list": [{"ex:a": 1}, {"ex:a": 0}], "ex:partList": ["b", "a"]},
    "ex:remark": "urn:epcglobal:cbv:bizstep:packing",
    "own:weight": "007.50",
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def contexts_at_hand() -> Iterator[None]:
    """Let the reference read the standard's context from its own package, not from the net."""
    import epcis_event_hash_generator
    from pyld import jsonld

    folder = Path(epcis_event_hash_generator.__file__).parent
    standard = json.loads(max(folder.glob("*.jsonld")).read_text(encoding="utf-8"))
    before = jsonld.get_document_loader()
    jsonld.set_document_loader(
        lambda url, _options: {"contextUrl": None, "documentUrl": url, "document": standard}
    )
    yield
    jsonld.set_document_loader(before)


def of_the_oracle(event: dict[str, Any], context: Any) -> str:
    """Return the pre-hash string of the reference implementation."""
    from epcis_event_hash_generator import json_to_py
    from epcis_event_hash_generator.hash_generator import derive_prehashes_from_events

    logging.getLogger().setLevel(logging.CRITICAL)
    json_to_py._namespaces.clear()
    document = {
        "@context": context,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-01-01T00:00:00Z",
        "epcisBody": {"eventList": [copy.deepcopy(event)]},
    }
    return derive_prehashes_from_events(json_to_py.event_list_from_epcis_document_json(document))[0]


@needs_data
@pytest.mark.parametrize(
    "path", [p for p in VALID if p.stem not in BEYOND_THE_ORACLE], ids=lambda path: path.stem
)
def test_examples_hash_as_the_reference_hashes_them(path: Any) -> None:
    document = load(path)
    for event in events_of(document):
        known = namespaces(document["@context"])
        assert pre_hash(event, known) == of_the_oracle(event, document["@context"])


@pytest.mark.parametrize("seed", range(40))
def test_events_that_lack_members_hash_as_the_reference_hashes_them(seed: int) -> None:
    random = Random(seed)
    needed = {"type", "eventTime", "eventTimeZoneOffset", "action"}
    event = {n: v for n, v in EVENT.items() if n in needed or random.random() < 0.6}
    assert pre_hash(event, namespaces(CONTEXT)) == of_the_oracle(event, CONTEXT)


def test_an_id_looks_as_the_standard_says() -> None:
    found = event_hash(EVENT, namespaces(CONTEXT))
    assert found.startswith("ni:///sha-256;")
    assert found.endswith("?ver=CBV2.0")
    assert len(found) == len("ni:///sha-256;?ver=CBV2.0") + 64


def test_the_same_event_in_other_words_has_the_same_id() -> None:
    known = namespaces(CONTEXT)
    other = {
        **dict(reversed(EVENT.items())),
        "eventTime": "2026-08-01T00:00:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "epcList": [
            "https://id.gs1.org/01/08936000000011/21/1",
            "https://example.com/x/gtin/8936000000011/lot/L/ser/2?17=271231",
        ],
        "recordTime": "2026-08-02T00:00:00Z",
        "eventID": "urn:uuid:2d6b4a1e-6b0e-4a53-9a55-7d1a7cb4b3c5",
        "errorDeclaration": {"declarationTime": "2026-08-03T00:00:00Z"},
    }
    gtin = canonical("urn:epc:id:sgtin:893600000.0001.1")
    assert gtin is not None
    other["epcList"] = [gtin, gtin.removesuffix("/1") + "/2"]
    assert event_hash(other, known) == event_hash(EVENT, known)
    assert event_hash({**EVENT, "action": "OBSERVE"}, known) != event_hash(EVENT, known)
