"""Events, and the reports of a subscription as its courier makes them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from nscl_shared.kernel import new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance
from nscl_traceability.domain.epcis.subscription import Report, Subscription
from nscl_traceability.entrypoints.epcis_courier import report_body
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.queries.epcis_reports import next_batch
from nscl_traceability.queries.epcis_subscriptions import find_subscription
from nscl_traceability.storage.epcis_places import latest_place, place_captures

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


def lot_of(found: dict[str, Any]) -> str:
    return str(found["quantityList"][0]["epcClass"]).rpartition("/")[2]


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
