"""What the relay is to publish: first what lies in the outbox, then what is committed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import eventlet
from eventlet.queue import Empty, Full, Queue
from pymongo.errors import PyMongoError

from nscl_shared.persistence.outbox import Outbox, Row

AHEAD = 2_000
FULL_SECONDS = 1.0


class OutboxFeed:
    """The rows of ``shards`` in order of commit, read ahead by a greenlet of its own.

    The change stream is opened before the backlog is read, so nothing falls
    between; what both contain is handed out once.
    """

    def __init__(self, outbox: Outbox, shards: Collection[int]) -> None:
        self._outbox = outbox
        self._shards = shards
        self._rows: Queue[Row | PyMongoError] = Queue(AHEAD)
        self._closed = False
        eventlet.spawn_n(self._read)

    def take(self, most: int, wait: float) -> list[Row]:
        """Return up to ``most`` rows; wait at most ``wait`` seconds for the first.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach; make a new feed.
        """
        rows: list[Row] = []
        try:
            rows.append(self._row(wait))
            while len(rows) < most:
                rows.append(self._row(None))
        except Empty:
            pass
        return rows

    def close(self) -> None:
        """Let the reader end; what it has read is dropped."""
        self._closed = True

    def _row(self, wait: float | None) -> Row:
        found: Row | PyMongoError = self._rows.get(block=wait is not None, timeout=wait)
        if isinstance(found, PyMongoError):
            raise found
        return found

    def _read(self) -> None:
        try:
            for row in self._all():
                self._hand_over(row)
        except PyMongoError as error:
            self._hand_over(error)

    def _hand_over(self, found: Row | PyMongoError) -> None:
        while not self._closed:
            try:
                self._rows.put(found, timeout=FULL_SECONDS)
            except Full:
                continue
            return

    def _all(self) -> Iterator[Row]:
        with self._outbox.watch() as stream:
            known = set()
            for row in self._outbox.backlog(self._shards):
                known.add(row["_id"])
                yield row
            while not self._closed:
                change = stream.try_next()
                if change is None:
                    known.clear()  # all that was committed before is read
                    continue
                row = change["fullDocument"]
                if row["shard"] in self._shards and row["_id"] not in known:
                    yield row
