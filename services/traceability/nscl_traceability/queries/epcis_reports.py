"""What a subscriber is to be told next: events by the place of their capture, then by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nscl_traceability.domain.epcis.query import read_query
from nscl_traceability.domain.epcis.subscription import Position, Report, Subscription
from nscl_traceability.queries.epcis_events import EventPage, show_events
from nscl_traceability.queries.epcis_filters import Filter, whole
from nscl_traceability.queries.epcis_master_data import things_in, with_elements
from nscl_traceability.queries.products import firms_of
from nscl_traceability.storage.documents_epcis import CaptureJobDocument, EpcisEventDocument
from nscl_traceability.storage.epcis_places import latest_place

# captures and events that are looked at for one report, at most
JOBS_AT_ONCE = 200
EVENTS_AT_ONCE = 1_000
# captures may be placed in another order than they began, but hardly as many as these
OVERTAKEN = 1_000


@dataclass(frozen=True)
class Batch:
    """The next events, as many as one report may hold, and where they end."""

    end: Position
    keys: tuple[str, ...]
    final: bool

    @property
    def events(self) -> int:
        """How many they are."""
        return len(self.keys)


@dataclass(frozen=True)
class _Job:
    id: str
    place: int
    at: datetime


def start_position(since: datetime | None) -> Position:
    """Return where a subscription to events recorded from ``since`` on begins; None for now."""
    if since is not None:
        jobs = CaptureJobDocument.objects(created_at__gte=since).order_by("created_at")
        places = [place for place in jobs.limit(OVERTAKEN).scalar("place") if place]
        if places:
            return Position(min(places))
    return Position(latest_place() + 1)


def next_batch(subscription: Subscription, upto: int) -> Batch:
    """Return what is next in captures up to the place ``upto``."""
    start = subscription.position
    jobs = _adjoining(start.place, upto)
    if not jobs:
        return Batch(start, (), final=start.place > upto)
    found = _found(subscription, jobs)
    taken = found[: subscription.report_events]
    cut = len(taken) < len(found)
    end = taken[-1] if cut else Position(jobs[-1].place + 1)
    keys = tuple(each.event for each in taken)
    return Batch(end, keys, final=end.place > upto)


def events_of(subscription: Subscription, report: Report) -> EventPage:
    """Return the events of the planned report."""
    if len(report.keys) == report.events:
        return show_events(report.keys)
    jobs = _adjoining(subscription.position.place, report.end.place)
    found = _found(subscription, jobs)
    return show_events([each.event for each in found if each <= report.end])


def _adjoining(first: int, last: int) -> list[_Job]:
    """Return captures from ``first`` on, as many as are looked at, without a gap between them."""
    rows = CaptureJobDocument.objects(place__gte=first, place__lte=last).order_by("place")
    jobs: list[_Job] = []
    events = 0
    for row in rows.limit(JOBS_AT_ONCE):
        if row.place != first + len(jobs) or events >= EVENTS_AT_ONCE:
            break
        jobs.append(_Job(row.id, row.place, row.created_at))
        events += row.events
    return jobs


def _found(subscription: Subscription, jobs: Sequence[_Job]) -> list[Position]:
    """Return the positions of the events behind the subscription's that its query finds."""
    if not jobs:
        return []
    places = {job.id: job.place for job in jobs}
    rows = _events(jobs, {"capture_id": 1}, _wanted(subscription, jobs))
    found = sorted(Position(places[row["capture_id"]], row["_id"]) for row in rows)
    return [each for each in found if each > subscription.position]


def _events(jobs: Sequence[_Job], fields: Filter, *conditions: Filter) -> Iterator[dict[str, Any]]:
    """Yield fields of the events of these captures that meet the conditions."""
    times = [job.at for job in jobs]
    own = {"capture_id": {"$in": [job.id for job in jobs]}}
    stages = [
        {"$match": {"record_time": {"$gte": min(times), "$lte": max(times)}}},
        {"$match": {"$and": [own, *conditions]}},
        {"$project": fields},
    ]
    yield from EpcisEventDocument._get_collection().aggregate(stages)  # noqa: SLF001


def _wanted(subscription: Subscription, jobs: Sequence[_Job]) -> Filter:
    firms = firms_of(subscription.account_id) if subscription.firm_only else None
    criteria = read_query(subscription.parameters)
    if criteria.attributes:
        criteria = with_elements(criteria, among=_things(jobs))
    since = {"record_time": {"$gte": subscription.initial_record_time}}
    return {"$and": [since, whole(criteria, firms)]}


def _things(jobs: Sequence[_Job]) -> set[str]:
    """Return the names in the events of these captures that master data may be about."""
    rows = _events(jobs, {"indexed": 1, "said": 1})
    return {name for row in rows for name in things_in([*row["indexed"], *row["said"]])}
