"""The order in which subscribers hear of captures.

Captures become visible in another order than their record times say, when several are
stored at once.  So each gets a number once it can be seen: what has one was seen before
all that get a higher one, and who has read up to a number misses nothing below it.
Numbers are given without a gap, and a unique index lets only one process give each.
"""

from __future__ import annotations

from pymongo import ASCENDING, DESCENDING
from pymongo.errors import DuplicateKeyError

from nscl_traceability.storage.documents_epcis import CaptureJobDocument

AT_ONCE = 500


def place_captures() -> int:
    """Give places to captures that have none, the oldest first; return how many got one."""
    jobs = CaptureJobDocument._get_collection()  # noqa: SLF001
    waiting = jobs.find({"unplaced": True}, {"_id": 1}).sort("created_at", ASCENDING)
    last, placed = latest_place(), 0
    for row in waiting.limit(AT_ONCE):
        change = {"$set": {"place": last + 1}, "$unset": {"unplaced": ""}}
        try:
            done = jobs.update_one({"_id": row["_id"], "unplaced": True}, change)
        except DuplicateKeyError:  # another process gives numbers as well
            break
        if done.matched_count == 0:
            break
        last, placed = last + 1, placed + 1
    return placed


def latest_place() -> int:
    """Return the highest place given, 0 for none."""
    jobs = CaptureJobDocument._get_collection()  # noqa: SLF001
    last = jobs.find_one({"place": {"$gt": 0}}, {"place": 1}, sort=[("place", DESCENDING)])
    return int(last["place"]) if last else 0
