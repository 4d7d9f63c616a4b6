"""Captures get their places in the order they become visible in, without gap or double."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Barrier, Thread
from typing import Any

from nscl_shared.messaging import CommandBus
from nscl_traceability.storage.documents_epcis import CaptureJobDocument, EpcisEventDocument
from nscl_traceability.storage.epcis_places import place_captures
from nscl_traceability.storage.migrations import let_captures_be_placed

from .reporting import PAST, event, told


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
