"""Reading the history up to a mark of one's own, in batches, whatever the broker does."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from datetime import datetime
from typing import TypeVar

from amqp import AMQPError
from kombu.exceptions import OperationalError

from nscl_shared.history.reader import HistoryEntry, HistoryReader, NoHistory, Start
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed, Outgoing
from nscl_shared.messaging.retention import LOG_STREAM

BATCH = 500
QUIET_SECONDS = 2.0
PATIENCE_SECONDS = 300.0
PAUSE_SECONDS = 0.5
MARK_TYPE = "nscl.replay.mark"
T = TypeVar("T")
BROKEN = (AMQPError, OSError, OperationalError, NotConfirmed)


class HistoryLost(RuntimeError):
    """The history does not reach the mark: broker away for long, or stream made anew."""


class CatchUp:
    """The history from ``start`` on, for somebody who works through it.

    ``waiting`` is called about twice a second while the broker is away, with
    what is the matter.
    """

    def __init__(self, amqp_uri: str, waiting: Callable[[str], None]) -> None:
        self._uri = amqp_uri
        self._reader = HistoryReader(amqp_uri)
        self._waiting = waiting

    def first(self, start: Start) -> HistoryEntry | None:
        """Return the first entry from ``start`` on, if there is one.

        Raises:
            NoHistory: there is no stream.
        """

        def look() -> HistoryEntry | None:
            with closing(self._entries(start)) as entries:
                return next(entries, None)

        return self._patiently(look)

    def mark(self) -> str:
        """Put a mark at the end of the history; return its id."""
        mark = new_id()
        body = json.dumps({"type": MARK_TYPE, "id": mark})
        outgoing = Outgoing("", LOG_STREAM, body, {"content_type": "application/json"})
        self._patiently(lambda: self._publish(outgoing))
        return mark

    def until(self, mark: str, start: Start, offset: int) -> Iterator[list[HistoryEntry]]:
        """Yield what is after ``offset``, from ``start`` on, up to ``mark``, in batches.

        Raises:
            HistoryLost: the mark does not come.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            for batch in self._batches(start if offset < 0 else offset + 1, mark):
                news = [entry for entry in batch if entry.offset > offset]
                if news:
                    offset = news[-1].offset
                    deadline = time.monotonic() + PATIENCE_SECONDS
                    yield news
                if news and is_mark(news[-1], mark):
                    return
            if time.monotonic() > deadline:
                raise HistoryLost("the history does not reach its own end")
            self._waiting("the broker does not answer; waiting")
            time.sleep(PAUSE_SECONDS)

    def _batches(self, start: Start, mark: str) -> Iterator[list[HistoryEntry]]:
        """Yield batches until the mark, or until the broker has no more or is away."""
        batch: list[HistoryEntry] = []
        try:
            with closing(self._entries(start)) as entries:
                for entry in entries:
                    batch.append(entry)
                    if len(batch) == BATCH or is_mark(entry, mark):
                        yield batch
                        batch = []
        except (*BROKEN, NoHistory):  # a broker that starts knows its streams a little later
            pass
        if batch:
            yield batch

    def _entries(self, start: Start) -> Generator[HistoryEntry, None, None]:
        yield from self._reader.entries(start, quiet_seconds=QUIET_SECONDS)

    def _publish(self, outgoing: Outgoing) -> None:
        with closing(ConfirmingPublisher(self._uri, heartbeat=0)) as publisher:
            publisher.publish([outgoing])

    def _patiently(self, act: Callable[[], T]) -> T:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return act()
            except BROKEN as error:
                if time.monotonic() > deadline:
                    raise
                self._waiting(f"the broker does not answer: {error}")
                time.sleep(PAUSE_SECONDS)


def is_mark(entry: HistoryEntry, mark: str = "") -> bool:
    """Tell whether ``entry`` is a mark, or the one with this id."""
    return MARK_TYPE in entry.body and mark in entry.body and entry.event.get("type") == MARK_TYPE


def oldest(entry: HistoryEntry | None) -> tuple[int, datetime | None]:
    """Return offset and time of the first entry, ``(0, None)`` without any."""
    return (entry.offset, entry.moment) if entry else (0, None)
