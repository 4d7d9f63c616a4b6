"""Folds the journal of scans: each scan becomes a row, and is counted, exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo.errors import BulkWriteError, DuplicateKeyError

from nscl_shared.kernel import new_id
from nscl_shared.persistence import database
from nscl_shared.persistence.transaction import in_transaction
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.scan_counters import COUNTERS, Row, read_counters

JOURNAL = "scan_journal"
SCANS = "scans"
TRIES = 3
DUPLICATE = 11_000
ENTRIES = 50


class FoldedElsewhere(Exception):
    """Another server has folded some of the entries; nothing was written."""


def fold(entries: Sequence[str], scans: Sequence[Row]) -> None:
    """Replace journal entries by the rows and counters of their ``scans``, all or nothing.

    Raises:
        FoldedElsewhere: at least one of the entries is no longer there.
        pymongo.errors.PyMongoError: the database is out of reach.
    """
    for _ in range(TRIES - 1):
        try:
            return in_transaction(ALIAS, lambda: _fold(entries, scans))
        except DuplicateKeyError:  # another server saw one of the stamps first
            continue
    return in_transaction(ALIAS, lambda: _fold(entries, scans))


def fold_left_behind(before: datetime) -> int:
    """Fold some entries written before a moment, by whatever server; return how many scans.

    A server that was killed leaves its last entries; others fold them.
    """
    rows = database(ALIAS)[JOURNAL].find({"at": {"$lt": before}}).sort("_id", 1).limit(ENTRIES)
    left = list(rows)
    if not left:
        return 0
    scans = [scan for entry in left for scan in entry["scans"]]
    try:
        fold([entry["_id"] for entry in left], scans)
    except FoldedElsewhere:
        return 0
    return len(scans)


def remaining(entries: Sequence[str]) -> set[str]:
    """Return those of the entries that are still to be folded."""
    found = database(ALIAS)[JOURNAL].find({"_id": {"$in": list(entries)}}, {"_id": 1})
    return {entry["_id"] for entry in found}


def _fold(entries: Sequence[str], scans: Sequence[Row]) -> None:
    db = database(ALIAS)
    done = db[JOURNAL].delete_many({"_id": {"$in": list(entries)}})
    if done.deleted_count < len(entries):
        raise FoldedElsewhere
    counters = read_counters(scan["stamp"] for scan in scans)
    for scan in scans:
        counters[scan["stamp"]].count(scan["at"], scan["day"], scan["device"])
    db[SCANS].insert_many([{"_id": new_id(), **scan} for scan in scans])
    changes: list[Any] = [counter.change() for counter in counters.values()]
    try:
        db[COUNTERS].bulk_write(changes, ordered=False)
    except BulkWriteError as error:
        raise _first_cause(error) from error


def _first_cause(error: BulkWriteError) -> Exception:
    # a bulk write hides by which of its errors a transaction may be tried again
    codes = {each.get("code") for each in error.details.get("writeErrors", ())}
    return DuplicateKeyError(str(error), DUPLICATE) if DUPLICATE in codes else error
