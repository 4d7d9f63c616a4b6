"""Queries of the standard find what they say, page by page, by an index."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.domain.epcis.formats import EARLIEST
from nscl_traceability.domain.epcis.query import QueryParameter, read_query
from nscl_traceability.entrypoints.epcis_intake import capture
from nscl_traceability.queries.epcis_events import TooManyEvents, find_events
from nscl_traceability.queries.epcis_filters import END, first_stages
from nscl_traceability.queries.epcis_names import list_epcs, list_names
from nscl_traceability.storage.documents_epcis import EpcisEventDocument

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
SGTIN = "urn:epc:id:sgtin:893600000.0001."
LOT = "urn:epc:class:lgtin:893600000.0001.L"
GLN = "urn:epc:id:sgln:893600000.001."
WHEN = {"eventTimeZoneOffset": "+07:00", "action": "ADD"}
EVENTS: dict[str, dict[str, Any]] = {
    "made": {
        "type": "ObjectEvent", "eventTime": "2026-08-01T00:00:00Z", "bizStep": "commissioning",
        "disposition": "active", "epcList": [SGTIN + "1", SGTIN + "2"], "readPoint": {"id": GLN + "gate"},
        "persistentDisposition": {"set": ["completeness_verified"]},
        "sensorElementList": [{
            "sensorMetadata": {"startTime": "2026-07-31T00:00:00Z", "ex:batch": "B7"},
            "sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL", "booleanValue": True}],
        }],
    },
    "lot": {
        "type": "ObjectEvent", "eventTime": "2026-08-02T00:00:00Z", "bizStep": "storing",
        "quantityList": [{"epcClass": LOT + "1", "quantity": 12.5, "uom": "KGM"}],
        "bizLocation": {"id": GLN + "0"}, "eventID": "urn:uuid:lot",
        "ilmd": {"ex:variety": "Na dai", "ex:picked": "2026-07-30T00:00:00+07:00", "ex:soil": {"ex:ph": 6.5}},
        "ex:grade": ["A", "B"],
    },
    "packed": {
        "type": "AggregationEvent", "eventTime": "2026-08-03T00:00:00Z", "bizStep": "packing",
        "parentID": "urn:epc:id:sscc:893600000.00000001", "childEPCs": [SGTIN + "1"],
        "childQuantityList": [{"epcClass": LOT + "1", "quantity": 3}],
    },
    "sold": {
        "type": "TransactionEvent", "eventTime": "2026-08-04T00:00:00Z", "action": "OBSERVE",
        "bizStep": "retail_selling", "epcList": [SGTIN + "1"],
        "bizTransactionList": [{"type": "inv", "bizTransaction": "urn:x:inv-1"}],
        "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:893600000.001"}],
        "destinationList": [{"type": "location", "destination": GLN + "0"}],
    },
    "mixed": {
        "type": "TransformationEvent", "eventTime": "2026-08-05T00:00:00Z",
        "inputEPCList": [SGTIN + "2"], "outputEPCList": [SGTIN + "3"], "transformationID": "urn:x:t-1",
        "inputQuantityList": [{"epcClass": LOT + "1"}], "outputQuantityList": [{"epcClass": LOT + "2"}],
    },
}  # fmt: skip


@pytest.fixture
def full(bus: CommandBus) -> CommandBus:
    """A repository with these events."""
    made = [{**WHEN, **body} for body in EVENTS.values()]
    for body in made:
        if body["type"] == "TransformationEvent":
            del body["action"]
    sent = {
        "@context": [CONTEXT, {"ex": "https://ns.example.com/"}],
        "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-08-09T00:00:00Z",
        "epcisBody": {"eventList": made},
    }  # fmt: skip
    capture(bus, OFFICER, read_document(sent))
    return bus


def found(**given: str) -> set[str]:
    times = {body["eventTime"]: name for name, body in EVENTS.items()}
    page = find_events(read_query({name: [value] for name, value in given.items()}))
    return {times[event["eventTime"]] for event in page.events}


ASKED: list[tuple[dict[str, str], str]] = [
    ({"eventType": "ObjectEvent"}, "made lot"),
    ({"eventType": "ObjectEvent|TransactionEvent"}, "made lot sold"),
    ({"EQ_action": "OBSERVE"}, "sold"),
    ({"EQ_bizStep": "commissioning|packing"}, "made packed"),
    ({"EQ_bizStep": "https://ref.gs1.org/cbv/BizStep-storing"}, "lot"),
    ({"EQ_bizStep": "urn:epcglobal:cbv:bizstep:storing"}, "lot"),
    ({"EQ_disposition": "active"}, "made"),
    ({"EQ_persistentDisposition_set": "completeness_verified"}, "made"),
    ({"EQ_persistentDisposition_unset": "completeness_verified"}, ""),
    ({"GE_eventTime": "2026-08-03T00:00:00Z"}, "packed sold mixed"),
    ({"GE_eventTime": "2026-08-02T07:00:00+07:00", "LT_eventTime": "2026-08-04T00:00:00Z"}, "lot packed"),
    ({"LT_recordTime": "2026-01-01T00:00:00Z"}, ""),
    ({"MATCH_epc": SGTIN + "1"}, "made packed sold"),
    ({"MATCH_epc": "https://any.example/01/08936000000011/21/1"}, "made packed sold"),
    ({"MATCH_epc": SGTIN + "1", "EQ_bizStep": "packing"}, "packed"),
    ({"MATCH_epc": SGTIN + "1", "MATCH_parentID": "urn:epc:id:sscc:893600000.00000001"}, "packed"),
    ({"MATCH_anyEPC": SGTIN + "2"}, "made mixed"),
    ({"MATCH_inputEPC": SGTIN + "2"}, "mixed"),
    ({"MATCH_outputEPC": SGTIN + "2"}, ""),
    ({"MATCH_epcClass": LOT + "1"}, "lot packed"),
    ({"MATCH_anyEPCClass": LOT + "1"}, "lot packed mixed"),
    ({"MATCH_inputEPCClass": LOT + "1"}, "mixed"),
    ({"MATCH_outputEPCClass": LOT + "2"}, "mixed"),
    ({"EQ_readPoint": GLN + "gate"}, "made"),
    ({"EQ_readPoint": GLN + "0"}, ""),
    ({"WD_readPoint": GLN + "0"}, "made"),
    ({"EQ_bizLocation": GLN + "0"}, "lot"),
    ({"EQ_transformationID": "urn:x:t-1"}, "mixed"),
    ({"EQ_bizTransaction_inv": "urn:x:inv-1"}, "sold"),
    ({"EQ_bizTransaction_po": "urn:x:inv-1"}, ""),
    ({"EQ_source_owning_party": "https://id.gs1.org/417/8936000000011"}, "sold"),
    ({"EQ_destination_location": GLN + "0"}, "sold"),
    ({"EQ_eventID": "urn:uuid:lot"}, "lot"),
    ({"EQ_quantity": "3"}, "packed"),
    ({"GT_quantity": "3"}, "lot"),
    ({"GE_quantity": "3"}, "lot packed"),
    ({"LT_quantity": "12.5"}, "packed"),
    ({"LE_quantity": "12.5"}, "lot packed"),
    ({"EQ_type": "Temperature"}, "made"),
    ({"EQ_booleanValue": "true"}, "made"),
    ({"EQ_booleanValue": "false"}, ""),
    ({"EQ_ILMD_ex:variety": "Na dai|Na bở"}, "lot"),
    ({"EQ_ILMD_https://ns.example.com/variety": "Na dai"}, "lot"),
    ({"EQ_ILMD_ex:variety": "Na"}, ""),
    ({"EQ_ex:variety": "Na dai"}, ""),
    ({"EQ_ex:grade": "B"}, "lot"),
    ({"GE_ILMD_ex:picked": "2026-07-29T17:00:00Z"}, "lot"),
    ({"LT_ILMD_ex:picked": "2026-07-29T17:00:00Z"}, ""),
    ({"EXISTS_ILMD_ex:soil": "true"}, "lot"),
    ({"EXISTS_ex:grade": "true"}, "lot"),
    ({"EQ_INNER_ILMD_ex:ph": "6.5"}, "lot"),
    ({"GT_INNER_ILMD_ex:ph": "6.5"}, ""),
    ({"EQ_ILMD_ex:ph": "6.5"}, ""),
    ({"EQ_SENSORMETADATA_ex:batch": "B7"}, "made"),
    ({"GE_startTime": "2026-07-31T07:00:00 07:00"}, "made"),
    ({"LT_startTime": "2026-07-31T00:00:00Z"}, ""),
    ({"GE_value_CEL": "4", "LT_value_CEL": "4.5"}, "made"),
    ({"GT_value_FAH": "1"}, ""),
    ({"EXISTS_sensorElementList": "true"}, "made"),
    ({"EQ_quantity_KGM": "12.5"}, "lot"),
    ({"LE_quantity_KGM": "12"}, ""),
    ({"EXISTS_errorDeclaration": "true"}, ""),
    ({"EXISTS_errorDeclaration": "false"}, "made lot packed sold mixed"),
]  # fmt: skip


def test_each_parameter_finds_what_it_says(full: CommandBus) -> None:
    assert [(given, found(**given)) for given, _ in ASKED] == [
        (given, set(names.split())) for given, names in ASKED
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"EQ_bizstep": "x"}, "epcis-query-unknown"),
        ({"EQ_startTime": "2026-08-01T00:00:00Z"}, "epcis-query-unknown"),
        ({"GE_startTime": "4"}, "epcis-query-value"),
        ({"GE_ILMD_ex:lot": "many"}, "epcis-query-value"),
        ({"GE_ILMD_ex:lot": "1|2"}, "epcis-query-single"),
        ({"GE_value_CEL": "warm"}, "epcis-query-value"),
        ({"EXISTS_ILMD_ex:lot": "false"}, "epcis-query-value"),
        ({"EQ_ILMD_lot": "1"}, "epcis-query-unknown"),
        ({"HASATTR_x": "y"}, "epcis-query-unknown"),
        ({"EQ_bizTransaction_": "y"}, "epcis-query-unknown"),
        ({"GE_eventTime": "yesterday"}, "epcis-query-time"),
        ({"EQ_action": ""}, "epcis-query-empty"),
        ({"EQ_quantity": "many"}, "epcis-query-number"),
        ({"orderBy": "size"}, "epcis-query-choice"),
        ({"perPage": "0"}, "epcis-query-number"),
        ({"perPage": "1|2"}, "epcis-query-single"),
        ({"MATCH_epc": "urn:epc:idpat:sgtin:893600000.0001.*"}, "epcis-query-pattern"),
        ({"eventCountLimit": "5"}, "epcis-query-needs"),
        ({"eventCountLimit": "5", "maxEventCount": "5", "orderBy": "eventTime"}, "epcis-query-excludes"),
        ({"EQ_action": "|".join(["ADD"] * 101)}, "epcis-query-values"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_refused_not_ignored(given: dict[str, str], code: str) -> None:
    with pytest.raises(QueryParameter) as refused:
        read_query({name: [value] for name, value in given.items()})
    assert (refused.value.code, refused.value.status) == (code, 400)


def pages(**given: str) -> list[list[str]]:
    criteria = read_query({name: [value] for name, value in given.items()})
    read, token = [], None
    while True:
        page = find_events(criteria, None, token)
        read.append([event["eventTime"][8:10] for event in page.events])
        token = page.next
        if token is None:
            return read


def test_pages_follow_each_other_without_gap_or_double(full: CommandBus) -> None:
    assert pages(perPage="2") == [["05", "04"], ["03", "02"], ["01"]]
    ascending = {"orderBy": "eventTime", "orderDirection": "ASC"}
    assert pages(perPage="2", **ascending) == [["01", "02"], ["03", "04"], ["05"]]
    assert pages(perPage="2", eventCountLimit="3", **ascending) == [["01", "02"], ["03"]]
    by_record = list(itertools.chain(*pages(perPage="2", orderBy="recordTime")))
    assert sorted(by_record) == ["01", "02", "03", "04", "05"]


def test_a_result_larger_than_wanted_is_refused(full: CommandBus) -> None:
    assert len(find_events(read_query({"maxEventCount": ["5"]})).events) == 5
    with pytest.raises(TooManyEvents):
        find_events(read_query({"maxEventCount": ["4"]}))


@pytest.mark.parametrize("token", ["x", "e30", "WzFd", "é"])
def test_a_token_of_nobodys_is_refused(token: str) -> None:
    with pytest.raises(QueryParameter):
        find_events(read_query({}), None, token)


def test_lists_of_what_events_use(full: CommandBus) -> None:
    assert list_names("bizStep", 2, None) == (["commissioning", "packing"], "packing")
    assert list_names("bizStep", 9, "packing") == (["retail_selling", "storing"], None)
    assert list_names("readPoint", 9, None)[0] == ["https://id.gs1.org/414/8936000000011/254/gate"]
    link = "https://id.gs1.org/01/08936000000011/21/"
    first, following = list_epcs(None, 2, None)
    assert list_epcs(None, 9, following)[0][-2:] == [f"{link}2", f"{link}3"]
    assert first[0].startswith("https://id.gs1.org/00/")
    assert list_epcs(["firm-9"], 9, None) == ([], None)


def stages(plan: Any) -> set[str]:
    if isinstance(plan, dict):
        own = {plan["stage"]} if "stage" in plan else set()
        return own.union(*(stages(value) for value in plan.values()))
    return set().union(*(stages(item) for item in plan)) if isinstance(plan, list) else set()


@pytest.mark.parametrize("given", [given for given, _ in ASKED if "EQ_eventID" not in given])
def test_what_is_looked_up_is_found_by_an_index(db: Any, given: dict[str, str]) -> None:
    criteria = read_query({name: [value] for name, value in given.items()})
    for firms in (None, ["firm-1"]):
        for first in first_stages(criteria, firms):
            plan = EpcisEventDocument._get_collection().find(first).explain()
            used = stages(plan["queryPlanner"]["winningPlan"])
            assert "IXSCAN" in used
            assert "COLLSCAN" not in used


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_ranges_of_time_cover_all_of_it_once(direction: str) -> None:
    order = {"orderBy": ["eventTime"], "orderDirection": [direction]}
    ranges = sorted(
        (first["event_time"]["$gte"], first["event_time"]["$lt"])
        for first in first_stages(read_query(order), None)
    )
    assert (ranges[0][0], ranges[-1][1]) == (EARLIEST, END)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(ranges))
    assert len(ranges) < 25
