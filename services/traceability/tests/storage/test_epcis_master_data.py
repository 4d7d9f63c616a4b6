"""Master data are kept with the events that came with them, and events are found by them."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.kernel import DomainError, new_id
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document, read_sound_part, told
from nscl_traceability.domain.epcis.query import read_query
from nscl_traceability.domain.epcis.subscription import Report
from nscl_traceability.entrypoints.epcis_courier import report_body
from nscl_traceability.entrypoints.epcis_intake import capture, place_of_firm
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.handlers.commands import RegisterProduct
from nscl_traceability.handlers.epcis_commands import NameQuery
from nscl_traceability.queries import epcis_master_data
from nscl_traceability.queries.epcis_captures import show_capture
from nscl_traceability.queries.epcis_events import find_events
from nscl_traceability.queries.epcis_master_data import TooManyElements
from nscl_traceability.queries.epcis_reports import next_batch, start_position
from nscl_traceability.queries.epcis_subscriptions import find_subscription
from nscl_traceability.storage.documents import FirmCopy
from nscl_traceability.storage.documents_epcis import (
    CaptureJobDocument,
    EpcisEventDocument,
    EpcisMasterDataDocument,
)
from nscl_traceability.storage.epcis_places import latest_place, place_captures

OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
FIRM = Principal(subject="account-1", username="f", role="firm", display_name="F")
OTHER = Principal(subject="account-2", username="g", role="firm", display_name="G")
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
VTYPE = "urn:epcglobal:epcis:vtype:"
LOT = "https://id.gs1.org/01/08936000000011/10/"
GATE, STORE = "urn:epc:id:sgln:893600000.001.gate", "urn:epc:id:sgln:893600000.001.0"
EVENTS: dict[str, dict[str, Any]] = {
    "gate": {"readPoint": {"id": GATE}, "bizStep": "shipping"},
    "store": {"bizLocation": {"id": STORE}, "quantityList": [{"epcClass": f"{LOT}A"}]},
    "sold": {
        "bizTransactionList": [{"type": "inv", "bizTransaction": "urn:x:inv-1"}, {"bizTransaction": "urn:x:own"}],
        "sourceList": [{"type": "owning_party", "source": "urn:epc:id:pgln:893600000.001"}],
        "destinationList": [{"type": "location", "destination": STORE}],
    },
}  # fmt: skip
VOCABULARIES: list[tuple[str, str, dict[str, Any]]] = [
    ("ReadPoint", "https://id.gs1.org/414/8936000000011/254/gate", {"cbvmda:city": "Chi Lăng"}),
    ("BusinessLocation", STORE, {"urn:epcglobal:cbv:mda#city": "Lạng Sơn", "ex:cold_room": 4}),
    ("EPCClass", "urn:epc:class:lgtin:893600000.0001.A", {"ex:colour": "green"}),
    ("BusinessTransaction", "urn:x:inv-1", {"ex:paid": "yes"}),
    ("SourceDest", "https://id.gs1.org/417/8936000000011", {"ex:paid": "no"}),
    ("BusinessStep", "urn:epcglobal:cbv:bizstep:shipping", {"ex:paid": "later"}),
    ("Location", "urn:x:unused", {"ex:paid": "yes"}),
]


def document(
    *events: dict[str, Any], says: list[tuple[str, str, dict[str, Any]]] | None = None
) -> dict[str, Any]:
    vocabularies = [
        {"type": VTYPE + kind, "vocabularyElementList": [
            {"id": name, "attributes": [{"id": n, "attribute": v} for n, v in attributes.items()]}]}
        for kind, name, attributes in says or ()
    ]  # fmt: skip
    return {
        "@context": [CONTEXT, {"ex": "https://ns.example.com/"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T08:00:00Z",
        "epcisHeader": {"epcisMasterData": {"vocabularyList": vocabularies}},
        "epcisBody": {"eventList": list(events)},
    }


def event(number: int, **over: Any) -> dict[str, Any]:
    given = {
        "type": "ObjectEvent",
        "eventTime": f"2026-08-01T07:00:{number:02d}Z",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "eventID": f"urn:x:{number}",
        "epcList": [f"https://id.gs1.org/01/08936000000011/21/{number}"],
    }
    return {**given, **over}


@pytest.fixture
def take(bus: CommandBus) -> Callable[..., Any]:
    """Captures a document; returns the job or why it was refused."""

    def run(sent: Any, user: Principal = OFFICER, *, proceed: bool = False) -> Any:
        try:
            found, faults = read_sound_part(sent) if proceed else (read_document(sent), [])
            return capture(bus, user, found, [told(f) for f in faults], proceed=proceed)
        except DomainError as error:
            return error

    return run


@pytest.fixture
def full(take: Callable[..., Any]) -> Callable[..., Any]:
    """A repository with these events and what is said of their places and classes."""
    events = [event(n, eventID=f"urn:x:{name}", **EVENTS[name]) for n, name in enumerate(EVENTS)]
    take(document(*events, says=VOCABULARIES))
    return take


def found(**given: str) -> set[str]:
    page = find_events(read_query({name: [value] for name, value in given.items()}))
    return {event["eventID"].removeprefix("urn:x:") for event in page.events}


ASKED: list[tuple[dict[str, str], str]] = [
    ({"HASATTR_readPoint": "cbvmda:city"}, "gate"),
    ({"HASATTR_bizLocation": "urn:epcglobal:cbv:mda:city"}, "store"),
    ({"HASATTR_bizLocation": "ex:none"}, ""),
    ({"EQATTR_bizLocation_cbvmda:city": "Lạng Sơn"}, "store"),
    ({"EQATTR_bizLocation_cbvmda:city": "Chi Lăng"}, ""),
    ({"EQATTR_readPoint_urn:epcglobal:cbv:mda#city": "Chi Lăng|Lạng Sơn"}, "gate"),
    ({"EQATTR_bizLocation_https://ns.example.com/cold_room": "4"}, "store"),
    ({"EQATTR_bizLocation_ex:cold_room": "4", "EQ_action": "ADD"}, ""),
    ({"EQATTR_epcClass_ex:colour": "green"}, "store"),
    ({"EQATTR_bizTransaction_ex:paid": "yes"}, "sold"),
    ({"EQATTR_source_ex:paid": "no"}, "sold"),
    ({"EQATTR_destination_ex:paid": "no"}, ""),
    ({"HASATTR_destination": "cbvmda:city"}, ""),
    ({"HASATTR_bizStep": "ex:paid"}, "gate"),
    ({"HASATTR_disposition": "ex:paid"}, ""),
    ({"HASATTR_bizLocation": "ex:cold_room", "EQATTR_epcClass_ex:colour": "green"}, "store"),
    ({"HASATTR_bizLocation": "ex:cold_room", "MATCH_epc": "urn:x:none"}, ""),
]


def test_events_are_found_by_what_is_said_of_what_they_name(full: Callable[..., Any]) -> None:
    assert [(given, found(**given)) for given, _ in ASKED] == [
        (given, set(names.split())) for given, names in ASKED
    ]


def test_a_firm_finds_its_own_events_only(full: Callable[..., Any]) -> None:
    criteria = read_query({"HASATTR_bizLocation": ["cbvmda:city"]})
    assert find_events(criteria, []).events == []
    assert find_events(criteria, ["firm-1"]).events == []


def row(name: str = STORE) -> EpcisMasterDataDocument:
    return EpcisMasterDataDocument.objects.get(body__contains=name)


def test_the_last_that_is_said_counts_with_who_and_when(full: Callable[..., Any]) -> None:
    later = Principal(subject="officer-2", username="p", role="officer", display_name="P")
    job = full(document(says=[("BusinessLocation", STORE, {"cbvmda:city": "Hữu Lũng"})]), later)
    assert found(**{"EQATTR_bizLocation_cbvmda:city": "Hữu Lũng"}) == {"store"}
    assert found(HASATTR_bizLocation="ex:cold_room") == set()
    kept = row()
    assert (kept.account_id, kept.capture_id) == ("officer-2", job["id"])
    assert kept.captured_at == CaptureJobDocument.objects.get(id=job["id"]).created_at
    assert EpcisMasterDataDocument.objects.count() == len(VOCABULARIES)


def test_master_data_are_stored_with_their_events_or_not_at_all(full: Callable[..., Any]) -> None:
    says: Any = [("BusinessLocation", STORE, {"cbvmda:city": "Hữu Lũng"})]
    known = event(0, eventID="urn:x:gate", **EVENTS["gate"])
    assert full(document(known, event(9), says=says)).code == "epcis-known"
    assert found(**{"EQATTR_bizLocation_cbvmda:city": "Hữu Lũng"}) == set()
    job = show_capture(full(document(known, says=says), proceed=True)["id"], None)
    assert (job["events"], [each["code"] for each in job["errors"]]) == (0, ["epcis-known-event"])
    assert found(**{"EQATTR_bizLocation_cbvmda:city": "Hữu Lũng"}) == {"store"}


def test_what_is_said_again_is_not_written_again(full: Callable[..., Any]) -> None:
    before = row()
    full(document(event(8), says=VOCABULARIES))
    assert row().capture_id == before.capture_id
    later = Principal(subject="officer-2", username="p", role="officer", display_name="P")
    full(document(event(9), says=VOCABULARIES), later)
    assert row().account_id == "officer-2"


def test_of_what_is_said_at_once_one_is_kept(full: Callable[..., Any]) -> None:
    sent = [
        document(event(10 + n), says=[("BusinessLocation", STORE, {"cbvmda:city": f"C{n}"})])
        for n in range(8)
    ]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(full, sent))
    assert [answer["events"] for answer in answers] == [1] * 8
    ids = {answer["id"]: f"C{n}" for n, answer in enumerate(answers)}
    assert found(**{"EQATTR_bizLocation_cbvmda:city": ids[row().capture_id]}) == {"store"}


def refused(answer: Any) -> tuple[str, str]:
    return answer.code, answer.field


AT = "$.epcisHeader.epcisMasterData.vocabularyList[{}].vocabularyElementList[0]"


def test_a_firm_says_nothing_of_what_others_own_or_said(
    take: Callable[..., Any], bus: CommandBus, make: Any
) -> None:
    FirmCopy.absorb("firm-1", 1, name="HTX", owner_account_id="account-1")
    FirmCopy.absorb("firm-2", 1, name="HTX 2", owner_account_id="account-2")
    command = RegisterProduct(
        name="Na", producer=make.producer, gtin=make.gtin, ocop_stars=None, project_id=None,
        description="", admin_code="20",
    )  # fmt: skip
    bus.execute(command)
    said: Any = {"ex:a": "1"}
    free, lot, own = ("BusinessLocation", STORE, said), ("EPCClass", f"{LOT}A", said), place_of_firm("firm-1")  # fmt: skip
    assert refused(take(document(says=[free, lot]), OTHER)) == ("epcis-element-not-yours", AT.format(1))  # fmt: skip
    assert refused(take(document(says=[("ReadPoint", own, said)]), OTHER))[0] == "epcis-element-not-yours"  # fmt: skip
    assert EpcisMasterDataDocument.objects.count() == CaptureJobDocument.objects.count() == 0
    take(document(says=[lot]))
    assert take(document(says=[lot, ("ReadPoint", own, said), free]), FIRM)["events"] == 0
    assert take(document(says=[free]), FIRM)["events"] == 0
    event_of_its_own = event(1, readPoint={"id": place_of_firm("firm-2")})
    told_off = take(document(event_of_its_own, says=[("Location", "urn:x:new", said), free]), OTHER)
    assert refused(told_off) == ("epcis-element-taken", AT.format(1))
    assert EpcisEventDocument.objects.count() == 0
    assert (row().account_id, EpcisMasterDataDocument.objects.count()) == ("account-1", 3)
    take(document(says=[free]))
    assert refused(take(document(says=[free]), FIRM)) == ("epcis-element-taken", AT.format(0))


def test_of_firms_that_speak_at_once_one_is_heard(take: Callable[..., Any], db: Any) -> None:
    firms = [
        Principal(subject=f"account-{n}", username=f"f{n}", role="firm", display_name="F")
        for n in range(4)
    ]
    says: Any = [("BusinessLocation", STORE, {"ex:a": "1"})]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda firm: take(document(says=says), firm), firms))
    heard = [firm.subject for firm, answer in zip(firms, answers, strict=True) if type(answer) is dict]  # fmt: skip
    assert [row().account_id] == heard
    assert {answer.code for answer in answers if type(answer) is not dict} == {"epcis-element-taken"}  # fmt: skip


def test_what_too_many_things_have_is_refused(
    full: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epcis_master_data, "MOST_ELEMENTS", 2)
    says: Any = [("Location", f"urn:x:{n}", {"ex:a": "1"}) for n in range(3)]
    full(document(says=says))
    assert found(HASATTR_bizLocation="ex:cold_room") == {"store"}
    with pytest.raises(TooManyElements) as told_off:
        found(HASATTR_bizLocation="ex:a")
    assert (told_off.value.field, told_off.value.params["most"]) == ("HASATTR_bizLocation", 2)


def test_subscribers_are_told_by_master_data_however_many_there_are(
    take: Callable[..., Any], bus: CommandBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epcis_master_data, "MOST_ELEMENTS", 2)
    says: Any = [("Location", f"urn:x:{n}", {"ex:a": "1"}) for n in range(5)]
    query = {"HASATTR_bizLocation": ("ex:a",)}
    now = datetime.now(UTC)
    bus.execute(NameQuery(name="q", parameters=query, account_id="officer-1", at=now))
    subscription_id = new_id()
    bus.execute(
        s.Subscribe(
            subscription_id=subscription_id, query="q", account_id="officer-1", firm_only=False,
            dest="https://partner.example/", token=None, schedule=None, report_if_empty=False,
            initial_record_time=now - timedelta(days=1), position=start_position(None),
            http_to_loopback=False, now=now,
        )
    )  # fmt: skip
    there, elsewhere = (event(n, bizLocation={"id": f"urn:x:{n}"}) for n in (3, 7))
    take(document(there, elsewhere, says=says))
    place_captures()
    subscription = find_subscription(subscription_id)
    assert subscription is not None
    batch = next_batch(subscription, latest_place())
    assert (batch.events, batch.final) == (1, True)
    report = Report(
        id="r", made_at=now, end=batch.end, events=1, final=batch.final, keys=batch.keys
    )
    bus.execute(s.PlanReport(subscription_id, subscription.position, report))
    take(document(says=[("Location", "urn:x:3", {"ex:b": "1"})]))
    planned = find_subscription(subscription_id)
    assert planned is not None
    assert planned.report is not None
    body = json.loads(report_body(planned, planned.report))["epcisBody"]["queryResults"]
    assert [each["eventID"] for each in body["resultsBody"]["eventList"]] == ["urn:x:3"]


def stages(plan: Any) -> set[str]:
    if isinstance(plan, dict):
        own = {plan["stage"]} if "stage" in plan else set()
        return own.union(*(stages(value) for value in plan.values()))
    return set().union(*(stages(item) for item in plan)) if isinstance(plan, list) else set()


@pytest.mark.parametrize(
    "asked", [{"terms": {"$in": ["h:A b", "h:A c"]}}, {"name": {"$in": ["a", "b"]}}]
)
def test_master_data_are_found_by_an_index(db: Any, asked: dict[str, Any]) -> None:
    plan = EpcisMasterDataDocument._get_collection().find(asked).explain()
    used = stages(plan["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in used
    assert "COLLSCAN" not in used
