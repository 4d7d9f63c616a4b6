"""Subscribers are told of each event once, whatever order captures become visible in."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.kernel import NotFound, Unavailable, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence.sealing import sealer
from nscl_shared.settings import settings
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.domain.epcis.schedule import Schedule, SubscriptionControls
from nscl_traceability.domain.epcis.subscription import Report, Subscription
from nscl_traceability.entrypoints.epcis_courier import report_body, sent
from nscl_traceability.entrypoints.epcis_intake import capture
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.handlers.epcis_commands import DropQuery, NameQuery
from nscl_traceability.queries.epcis_reports import next_batch, start_position
from nscl_traceability.queries.epcis_subscriptions import find_subscription, subscription_of
from nscl_traceability.storage.documents import FirmCopy, ProductDocument
from nscl_traceability.storage.documents_epcis import CaptureJobDocument, EpcisEventDocument
from nscl_traceability.storage.epcis_places import latest_place, place_captures
from nscl_traceability.storage.epcis_tokens import opened_token, sealed_token
from nscl_traceability.storage.migrations import let_captures_be_placed

OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
LOT = "https://id.gs1.org/01/08936000000011/10/"
PATIENCE = Perseverance([5], timedelta(days=5))
PAST = datetime(2026, 1, 1, tzinfo=UTC)
_NUMBERS = itertools.count(1)


def event(**over: Any) -> dict[str, Any]:
    number = next(_NUMBERS)
    given = {
        "type": "ObjectEvent",
        "eventTime": f"2026-08-01T07:{number // 60 % 60:02d}:{number % 60:02d}+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "quantityList": [{"epcClass": f"{LOT}L{number}", "quantity": 5.5, "uom": "KGM"}],
    }
    return {**given, **over}


@pytest.fixture
def take(bus: CommandBus) -> Callable[..., list[str]]:
    """Captures events in one document and returns what was captured, by lot."""

    def captured(*events: dict[str, Any]) -> list[str]:
        body = {
            "@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": "2026-08-01T08:00:00Z", "epcisBody": {"eventList": list(events)},
        }  # fmt: skip
        capture(bus, OFFICER, read_document(body))
        return [lot_of(each) for each in events]

    return captured


def lot_of(found: dict[str, Any]) -> str:
    return str(found["quantityList"][0]["epcClass"]).rpartition("/")[2]


@pytest.fixture
def subscribe(bus: CommandBus) -> Callable[..., str]:
    """Subscribes to a query of these parameters; returns the id."""

    def subscribed(parameters: dict[str, tuple[str, ...]] | None = None, **over: Any) -> str:
        name, one = f"q-{new_id()}", new_id()
        bus.execute(NameQuery(name=name, parameters=parameters or {}, account_id="a", at=PAST))
        given = {
            "subscription_id": one, "query": name, "account_id": "a", "firm_only": False,
            "dest": "https://partner.example/in", "token": None, "schedule": None,
            "report_if_empty": False, "initial_record_time": PAST, "position": start_position(PAST),
            "http_to_loopback": False, "now": datetime.now(UTC),
        }  # fmt: skip
        bus.execute(s.Subscribe(**{**given, **over}))
        return one

    return subscribed


def planned(bus: CommandBus, one: str, upto: int | None = None) -> Report | None:
    """Plan the next report as the courier does."""
    found = subscription(one)
    batch = next_batch(found, latest_place() if upto is None else upto)
    report = Report(
        id=new_id(), made_at=PAST, end=batch.end, events=batch.events, final=batch.final
    )
    bus.execute(s.PlanReport(one, found.position, report))
    return subscription(one).report


def subscription(one: str) -> Subscription:
    found = find_subscription(one)
    assert found is not None
    return found


def reports(bus: CommandBus, one: str) -> Iterator[list[str]]:
    """Yield the lots of one report after the other, each taken by the receiver."""
    place_captures()
    while report := planned(bus, one):
        document = json.loads(report_body(subscription(one), report))
        found = document["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        yield [lot_of(each) for each in found]
        bus.execute(s.NoteReport(one, report.id, Outcome(PAST, 204, 1), PATIENCE))


def told(bus: CommandBus, one: str) -> list[str]:
    return [lot for report in reports(bus, one) for lot in report]


def test_each_event_is_reported_once_and_captures_in_their_order(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    first = [lot for _ in range(3) for lot in take(event(), event())]
    one = subscribe()
    found = told(bus, one)
    assert sorted(found) == sorted(first)
    assert [set(found[n : n + 2]) for n in (0, 2, 4)] == [set(first[n : n + 2]) for n in (0, 2, 4)]
    assert told(bus, one) == []
    later = take(event())
    assert told(bus, one) == later


def test_only_what_the_query_finds_is_reported(bus: CommandBus, take: Any, subscribe: Any) -> None:
    [shipped] = take(event())
    take(event(bizStep="storing"))
    [named] = take(event(eventID="urn:uuid:named"))
    [place] = take(event(readPoint={"id": "urn:epc:id:sgln:893600000.001.0"}))
    assert told(bus, subscribe({"EQ_bizStep": ("shipping",)})) == [shipped, named, place]
    assert told(bus, subscribe({"EQ_eventID": ("urn:uuid:named",)})) == [named]
    at = {"EQ_readPoint": ("urn:epc:id:sgln:893600000.001.0",), "EQ_action": ("OBSERVE",)}
    assert told(bus, subscribe(at)) == [place]
    assert told(bus, subscribe({"MATCH_anyEPCClass": (f"{LOT}{shipped}",)})) == [shipped]


def test_large_captures_are_divided_and_small_ones_put_together(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    sent = take(*(event() for _ in range(230)))
    for _ in range(3):
        sent += take(event())
    one = subscribe()
    found = list(reports(bus, one))
    assert [len(report) for report in found] == [100, 100, 30 + 3]
    assert sorted(lot for report in found for lot in report) == sorted(sent)


def test_a_report_is_the_same_however_often_it_is_written(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    take(event(), event())
    place_captures()
    one = subscribe()
    report = planned(bus, one)
    assert report is not None
    first = report_body(subscription(one), report)
    take(event())
    place_captures()
    assert planned(bus, one) == report  # a second plan changes nothing
    assert report_body(subscription(one), report) == first
    assert json.loads(first)["id"] == f"urn:uuid:{report.id}"


def test_a_capture_that_becomes_visible_late_is_told_all_the_same(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    """Its record time is older than what was told already."""
    [late] = take(event())
    hidden = {"unplaced": True, "created_at": datetime.now(UTC)}
    jobs = CaptureJobDocument._get_collection()
    [job] = jobs.find(hidden | {"created_at": {"$lte": hidden["created_at"]}})
    jobs.delete_one({"_id": job["_id"]})  # as long as its transaction is not at its end
    [early] = take(event())
    one = subscribe()
    assert told(bus, one) == [early]
    jobs.insert_one(job)
    assert told(bus, one) == [late]


def test_places_have_no_gap_and_no_double_when_several_processes_give_them(take: Any) -> None:
    for _ in range(40):
        take(event())
    start = Barrier(4)

    def give() -> None:
        start.wait()
        for _ in range(40):
            place_captures()

    threads = [Thread(target=give) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    place_captures()
    places = sorted(CaptureJobDocument.objects.scalar("place"))
    assert places == list(range(1, 41))
    assert CaptureJobDocument.objects(unplaced=True).count() == 0


def test_events_before_the_initial_record_time_are_not_reported(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    take(event())
    place_captures()
    since = datetime.now(UTC) + timedelta(milliseconds=2)
    while datetime.now(UTC) < since:
        continue
    [mine] = take(event())
    assert told(bus, subscribe(initial_record_time=since, position=start_position(PAST))) == [mine]
    assert told(bus, subscribe(initial_record_time=since, position=start_position(since))) == [mine]
    assert told(bus, subscribe(position=start_position(None))) == []


def test_a_firm_is_told_what_is_about_its_products_at_the_time_of_the_report(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    FirmCopy(id="firm-1", owner_account_id="account-1").save()
    ProductDocument(id="p", version=1, gtin="08936000000028", firm_id="firm-1", name="x", search="x").save(validate=False)  # fmt: skip
    own = {"epcClass": "https://id.gs1.org/01/08936000000028/10/MINE", "quantity": 1}
    take(event(), event(quantityList=[own]))
    one = subscribe(account_id="account-1", firm_only=True)
    assert told(bus, one) == ["MINE"]
    FirmCopy.objects(id="firm-1").update(set__owner_account_id="somebody-else")
    take(event(quantityList=[{**own, "quantity": 2}]))
    assert told(bus, one) == []


def test_a_scheduled_run_ends_where_captures_ended_when_it_began(
    bus: CommandBus, take: Any, subscribe: Any
) -> None:
    [first] = take(event())
    place_captures()
    one = subscribe(schedule=Schedule({"hour": "1"}))
    bus.execute(s.BeginRun(one, latest_place(), datetime.now(UTC)))
    [second] = take(event())
    place_captures()
    run = subscription(one).run
    assert run is not None
    report = planned(bus, one, run.until)
    assert report is not None
    assert report.final
    body = json.loads(report_body(subscription(one), report))
    [found] = body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    assert lot_of(found) == first
    bus.execute(s.NoteReport(one, report.id, Outcome(PAST, 204, 1), PATIENCE))
    bus.execute(s.BeginRun(one, latest_place(), datetime.now(UTC)))
    assert told(bus, one) == [second]


def test_dropping_a_query_ends_its_subscriptions(bus: CommandBus, subscribe: Any) -> None:
    one = subscribe()
    bus.execute(DropQuery(name=subscription(one).query, account_id=None))
    assert find_subscription(one) is None
    with pytest.raises(NotFound, match="epcis-subscription-not-found"):
        bus.execute(s.ResumeSubscription(one))


def test_a_subscription_is_shown_to_its_account_and_under_its_query_only(subscribe: Any) -> None:
    one = subscribe()
    query = subscription(one).query
    assert subscription_of(query, one, "a").id == one
    for wrong in ((query, one, "b"), ("other", one, "a"), (query, "none", None)):
        with pytest.raises(NotFound, match="epcis-subscription-not-found"):
            subscription_of(*wrong)


def test_an_account_has_a_limit(bus: CommandBus, subscribe: Any) -> None:
    for _ in range(50):
        subscribe()
    with pytest.raises(SubscriptionControls, match="epcis-subscription-limit"):
        subscribe()
    subscribe(account_id="b")


def test_a_token_is_sealed_and_opened_for_its_subscription_only(subscribe: Any) -> None:
    one = new_id()
    subscribe(subscription_id=one, token=sealed_token(one, "bí mật"))
    found = subscription(one)
    assert found.token is not None
    assert "bí mật".encode() not in found.token.wrapped
    assert opened_token(found) == "bí mật".encode()


def test_without_the_master_key_no_token_is_taken_and_no_report_goes_out(
    bus: CommandBus, take: Any, subscribe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(event())
    place_captures()
    one = new_id()
    subscribe(subscription_id=one, token=sealed_token(one, "secret"))
    report = planned(bus, one)
    assert report is not None
    with without_master_key(monkeypatch):
        with pytest.raises(Unavailable, match="epcis-subscription-key"):
            sealed_token(new_id(), "secret")
        outcome = sent(subscription(one), report)
    assert (outcome.delivered, outcome.error) == (False, "NSCL_MASTER_KEY_FILE is not set")
    bus.execute(s.NoteReport(one, report.id, outcome, PATIENCE))
    assert (subscription(one).failures, subscription(one).report) == (1, report)


@contextmanager
def without_master_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as inside:
        inside.delenv("NSCL_MASTER_KEY_FILE")
        for cached in (settings, sealer):
            cached.cache_clear()
        yield
    for cached in (settings, sealer):
        cached.cache_clear()


def test_captures_of_earlier_versions_get_places(db: Any, take: Any) -> None:
    take(event())
    jobs = CaptureJobDocument._get_collection()
    jobs.update_many({}, {"$unset": {"unplaced": ""}})
    let_captures_be_placed(jobs.database)
    let_captures_be_placed(jobs.database)
    assert place_captures() == 1
    let_captures_be_placed(jobs.database)
    assert place_captures() == 0


def test_the_next_report_is_found_by_indexes(take: Any) -> None:
    take(event())
    place_captures()
    jobs, events = CaptureJobDocument._get_collection(), EpcisEventDocument._get_collection()
    asked = [
        jobs.find({"unplaced": True}),
        jobs.find({"place": {"$gte": 1, "$lte": 9}}).sort("place", 1),
        jobs.find({"place": {"$gt": 0}}).sort("place", -1),
        jobs.find({"created_at": {"$gte": PAST}}).sort("created_at", 1),
        events.find({"record_time": {"$gte": PAST, "$lte": datetime.now(UTC)}}),
    ]
    for each in asked:
        assert "IXSCAN" in json.dumps(each.explain()["queryPlanner"]["winningPlan"], default=str)
