"""The outbox relay: what is committed is published, whatever dies in between.

It publishes the events of each aggregate in order, waits for the broker's
confirms and only then notes them as sent.  A crash in between publishes some
again; subscribers recognise them by their id.  Replicas share the work by
leases on shards of the aggregates.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import eventlet
from amqp import AMQPError
from kombu.exceptions import OperationalError
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from nscl_contracts import CONTENT_TYPE
from nscl_shared.messaging.feed import OutboxFeed
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed, Outgoing
from nscl_shared.messaging.topology import declare_producer, events_exchange
from nscl_shared.observability.logs import get_logger
from nscl_shared.observability.metrics import (
    OUTBOX_OLDEST,
    OUTBOX_PENDING,
    RELAY_BLOCKED,
    RELAY_PUBLISHED,
)
from nscl_shared.persistence.leases import Leases
from nscl_shared.persistence.outbox import SHARDS, Outbox, Row
from nscl_shared.settings import settings

BATCH = 200
WINDOW = 3  # batches on their way at once
RECONNECT_SECONDS = 1.0
STOP_SECONDS = 20.0
LOOK_SECONDS = 5.0
UNPRUNED = 100  # batches whose rows may stay while there is work
UNCLAIMED_SECONDS = 0.5


class Overlooked(RuntimeError):
    """A row lies in the outbox that no change stream has told of."""


BROKEN = (AMQPError, OSError, OperationalError, NotConfirmed, PyMongoError, Overlooked)

log = get_logger(__name__)


class OutboxRelay(DependencyProvider):
    """Runs the relay of the container's service from start to stop."""

    def __init__(self) -> None:
        self._publisher: ConfirmingPublisher | None = None
        self._sent: deque[tuple[int, Sequence[Row]]] = deque()
        self._unpruned = UNPRUNED  # of a predecessor, perhaps
        self._looked = 0.0
        self._stopping = False
        self._thread: Any = None

    @property
    def service(self) -> str:
        """Return the name of the service whose outbox this is."""
        return str(self.container.service_name)

    def setup(self) -> None:
        """Know the outbox and the shares of it."""
        self._outbox = Outbox(self.service)
        self._leases = Leases(self.service, "relay", SHARDS, settings().instance)

    def start(self) -> None:
        """Begin to relay."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier="outbox-relay")

    def stop(self) -> None:
        """Publish what is left, then leave."""
        self._stopping = True
        with eventlet.Timeout(STOP_SECONDS, exception=False):
            self._thread.wait()

    def get_dependency(self, worker_ctx: object) -> OutboxRelay:
        """Return the relay itself."""
        return self

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._serve()
            except BROKEN as error:
                log.warning("relay-interrupted", reason=repr(error))
                self._disconnect()
                eventlet.sleep(RECONNECT_SECONDS)
        try:
            self._relay_left()
            self._leases.release()
        except BROKEN as error:
            log.warning("outbox-left-pending", reason=repr(error))
        self._disconnect()

    def _serve(self) -> None:
        """Relay the shards now held until others are held."""
        self._connected().keep_alive()
        shards = self._leases.held()
        if not shards:
            eventlet.sleep(UNCLAIMED_SECONDS)
            return
        feed = OutboxFeed(self._outbox, shards)
        try:
            while not self._stopping and self._leases.held() == shards:
                self._step(feed)
            self._settle_all()
        finally:
            feed.close()

    def _step(self, feed: OutboxFeed) -> None:
        busy = self._sent or self._unpruned
        rows = feed.take(BATCH, 0.0 if busy else settings().relay_poll_seconds)
        if rows:
            self._send(rows)
        if self._sent and (not rows or len(self._sent) >= WINDOW):
            self._settle_oldest()
        elif not rows:
            self._idle()
        if self._unpruned > UNPRUNED:
            self._prune()

    def _relay_left(self) -> None:
        shards = self._leases.held()
        rows = list(self._outbox.backlog(shards))
        for start in range(0, len(rows), BATCH):
            self._send(rows[start : start + BATCH])
            self._settle_all()

    def _send(self, rows: Sequence[Row]) -> None:
        self._observe(rows)
        tag = self._connected().send(self._outgoing(rows))
        self._sent.append((tag, rows))

    def _settle_all(self) -> None:
        while self._sent:
            self._settle_oldest()

    def _settle_oldest(self) -> None:
        tag, rows = self._sent.popleft()
        self._connected().settle(tag)
        self._outbox.note_sent([row["_id"] for row in rows])
        self._unpruned += 1
        RELAY_PUBLISHED.labels(self.service).inc(len(rows))

    def _outgoing(self, rows: Sequence[Row]) -> list[Outgoing]:
        exchange = events_exchange(self.service)
        return [
            Outgoing(
                exchange,
                row["type"],
                row["body"],
                {
                    "content_type": CONTENT_TYPE,
                    "content_encoding": "utf-8",
                    "message_id": row["_id"],
                },
            )
            for row in rows
        ]

    def _idle(self) -> None:
        self._observe(())
        self._connected().keep_alive()
        if self._unpruned:
            self._prune()
        elif time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            self._look()

    def _prune(self) -> None:
        self._unpruned = self._unpruned - 1 if self._outbox.prune() else 0

    def _look(self) -> None:
        """Make sure that the change stream has told of everything."""
        limit = datetime.now(UTC) - timedelta(seconds=LOOK_SECONDS)
        left = self._outbox.backlog(self._leases.held())
        if overlooked := sum(1 for row in left if row["created_at"] < limit):
            raise Overlooked(f"{overlooked} rows")

    def _observe(self, rows: Sequence[Row]) -> None:
        on_the_way = len(rows) + sum(len(batch) for _, batch in self._sent)
        OUTBOX_PENDING.labels(self.service).set(on_the_way)
        age = (datetime.now(UTC) - rows[0]["created_at"]).total_seconds() if rows else 0.0
        OUTBOX_OLDEST.labels(self.service).set(age)
        blocked = self._publisher is not None and self._publisher.blocked_reason is not None
        RELAY_BLOCKED.labels(self.service).set(blocked)

    def _connected(self) -> ConfirmingPublisher:
        if self._publisher is None:
            publisher = ConfirmingPublisher(
                settings().amqp_uri, heartbeat=settings().heartbeat_seconds
            )
            declare_producer(publisher.channel, self.service)
            self._publisher = publisher
        return self._publisher

    def _disconnect(self) -> None:
        publisher, self._publisher = self._publisher, None
        self._sent.clear()
        if publisher is not None:
            try:
                publisher.close()
            except BROKEN:
                return
