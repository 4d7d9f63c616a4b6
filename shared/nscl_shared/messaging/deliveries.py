"""What is on its way from the outbox: sent, confirmed by the broker, noted as sent.

Sending goes on while confirms are awaited and noted, so that one event's way
through does not hold up the next.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import eventlet
from amqp import AMQPError
from eventlet.event import Event
from kombu.exceptions import OperationalError
from pymongo.errors import PyMongoError

from nscl_shared.messaging.announcement import announcement
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed
from nscl_shared.persistence.outbox import Row

BATCH = 200
WINDOW = 3 * BATCH  # events sent and not yet noted
GATHER_SECONDS = 0.05  # for one note of many events
DRAIN_SECONDS = 0.5
BROKEN = (AMQPError, OSError, OperationalError, NotConfirmed, PyMongoError)


@dataclass(frozen=True)
class Sent:
    """Rows that were sent together; ``tag`` is the broker's number of their last message."""

    tag: int
    rows: Sequence[Row]


class Deliveries:
    """Sends the rows of ``service`` and hands those that the broker has to ``note``."""

    def __init__(
        self, service: str, publisher: ConfirmingPublisher, note: Callable[[Sequence[Row]], None]
    ) -> None:
        self._service = service
        self._publisher = publisher
        self._note = note
        self._sent: deque[Sent] = deque()
        self._confirmed: list[Row] = []
        self._confirmed_at = 0.0
        self._failure: Exception | None = None
        self._progress = Event()
        self._closed = False
        self._follower = eventlet.spawn(self._follow)

    @property
    def pending(self) -> int:
        """How many events are sent and not noted."""
        return len(self._confirmed) + sum(len(sent.rows) for sent in self._sent)

    @property
    def oldest(self) -> datetime | None:
        """When the oldest of them was committed."""
        rows = chain(self._confirmed, *(sent.rows for sent in self._sent))
        return next((row["created_at"] for row in rows), None)

    def send(self, rows: Sequence[Row]) -> None:
        """Publish ``rows``; wait first while too many are on their way.

        Raises:
            OSError, amqp.AMQPError, NotConfirmed, pymongo.errors.PyMongoError: something
                on the way of these or earlier rows failed; they may or may not be published.
        """
        self._until(lambda: self.pending + len(rows) <= WINDOW or not self.pending)
        messages = [
            message
            for row in rows
            for message in announcement(self._service, row["type"], row["body"], row["_id"])
        ]
        self._sent.append(Sent(self._publisher.send(messages), rows))

    def settle(self) -> None:
        """Return when everything is confirmed and noted.

        Raises:
            the same as ``send``.
        """
        self._until(lambda: not self.pending)

    def check(self) -> None:
        """Raise what failed meanwhile, if anything."""
        if self._failure is not None:
            raise self._failure

    def close(self) -> None:
        """Close the connection; what is not noted is left to the next relay."""
        self._closed = True
        self._follower.kill()
        self._publisher.close()

    def _until(self, done: Callable[[], bool]) -> None:
        self.check()
        while not done():
            self._progress = Event()
            self._progress.wait()
            self.check()

    def _follow(self) -> None:
        try:
            while not self._closed:
                self._publisher.drain(self._patience())
                self._collect()
                if self._is_due():
                    self._hand_over()
        except BROKEN as error:
            self._failure = error
            self._tell()

    def _patience(self) -> float:
        if not self._confirmed:
            return DRAIN_SECONDS
        return max(0.001, self._confirmed_at + GATHER_SECONDS - time.monotonic())

    def _collect(self) -> None:
        """Take what the broker has confirmed out of what was sent."""
        while self._sent and self._publisher.has_settled(self._sent[0].tag):
            if not self._confirmed:
                self._confirmed_at = time.monotonic()
            self._confirmed += self._sent.popleft().rows

    def _is_due(self) -> bool:
        waited = time.monotonic() - self._confirmed_at >= GATHER_SECONDS
        return len(self._confirmed) >= BATCH or (bool(self._confirmed) and waited)

    def _hand_over(self) -> None:
        rows = self._confirmed
        self._note(rows)
        self._confirmed = []
        self._tell()

    def _tell(self) -> None:
        if not self._progress.ready():
            self._progress.send()
