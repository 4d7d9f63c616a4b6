"""The outbox: events committed with their change, until the broker has them.

A row is *pending* while it exists and no entry of the ledger names it.  Noting
200 deliveries is then one small insert instead of 200 updates, and the rows go
away later, when nothing else is to be done.
"""

from __future__ import annotations

from collections.abc import Collection as Ids
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from pymongo import ASCENDING
from pymongo.change_stream import CollectionChangeStream
from pymongo.collection import Collection

from nscl_shared.kernel import new_id
from nscl_shared.persistence.connection import LEDGER, OUTBOX, database

SHARDS = 8
AWAIT_MS = 1_000
CHUNK = 10_000

Row = dict[str, Any]


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Return ``rows`` with the events of each aggregate in order of their sequence.

    Ids carry the time of the replica that made them, and clocks differ.  Only
    rows of one aggregate change places with each other.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row["subject"], []).append(place)
    ordered = list(rows)
    for own in places.values():
        by_sequence = sorted((rows[place] for place in own), key=lambda row: int(row["sequence"]))
        for place, row in zip(own, by_sequence, strict=True):
            ordered[place] = row
    return ordered


class Outbox:
    """The outbox of one service."""

    def __init__(self, service: str) -> None:
        self._service = service

    def watch(self) -> CollectionChangeStream[Row]:
        """Return a stream of what is committed from now on, in order of commit."""
        inserts = [{"$match": {"operationType": "insert"}}]
        return self._rows.watch(inserts, max_await_time_ms=AWAIT_MS)

    def backlog(self, shards: Ids[int]) -> Iterator[Row]:
        """Yield the pending rows of ``shards`` as created, each aggregate's by sequence.

        One cursor over all, because the embedded server walks the whole
        collection for every query, however small its limit.
        """
        sent = self.sent()
        rows = iter(self._rows.find().sort("_id", ASCENDING))
        while chunk := list(islice(rows, CHUNK)):
            yield from in_order(
                [row for row in chunk if row["shard"] in shards and row["_id"] not in sent]
            )

    def note_sent(self, ids: Sequence[str]) -> None:
        """Note that the broker has the rows ``ids``."""
        self._ledger.insert_one({"_id": new_id(), "ids": list(ids)})

    def sent(self) -> set[str]:
        """Return the ids of rows that are delivered and not yet pruned."""
        return {row_id for entry in self._ledger.find() for row_id in entry["ids"]}

    def prune(self, most: int) -> int:
        """Delete rows that the ledger names, about ``most`` of them; return how many."""
        entries: list[Row] = []
        rows: list[str] = []
        for entry in self._ledger.find():
            entries.append(entry)
            rows += entry["ids"]
            if len(rows) >= most:
                break
        left = rows[most:]  # of the last entry only
        if rows:
            self._rows.delete_many({"_id": {"$in": rows[:most]}})
            if left:
                last = entries.pop()
                self._ledger.update_one({"_id": last["_id"]}, {"$set": {"ids": left}})
            self._ledger.delete_many({"_id": {"$in": [entry["_id"] for entry in entries]}})
        return len(rows) - len(left)

    def pending(self) -> int:
        """Return the number of committed events the broker has not confirmed."""
        return self.overview()[0]

    def overview(self) -> tuple[int, datetime | None]:
        """Return how many events are pending, and when the oldest was committed."""
        sent = self.sent()
        rows = self._rows.find({}, {"created_at": 1})
        since = [row["created_at"] for row in rows if row["_id"] not in sent]
        return len(since), min(since, default=None)

    @property
    def _rows(self) -> Collection[Row]:
        return database(self._service)[OUTBOX]

    @property
    def _ledger(self) -> Collection[Row]:
        return database(self._service)[LEDGER]
