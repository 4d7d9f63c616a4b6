"""Subscribers are told of each event once, and only what they asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from nscl_shared.messaging import CommandBus
from nscl_shared.webhooks.outcome import Outcome
from nscl_traceability.domain.epcis.schedule import Schedule
from nscl_traceability.entrypoints.epcis_courier import report_body
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.queries.epcis_reports import start_position
from nscl_traceability.storage.documents import FirmCopy, ProductDocument
from nscl_traceability.storage.epcis_places import latest_place, place_captures

from .reporting import LOT, PAST, PATIENCE, event, lot_of, planned, reports, subscription, told


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
