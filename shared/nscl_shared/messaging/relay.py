"""The outbox relay: what is committed is published, whatever dies in between.

It publishes the events of each aggregate in order, waits for the broker's
confirms and only then notes them as sent.  A crash in between publishes some
again; subscribers recognise them by their id.  Replicas share the work by
leases on shards of the aggregates.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from nscl_shared.messaging.deliveries import BATCH, BROKEN, Deliveries
from nscl_shared.messaging.feed import OutboxFeed
from nscl_shared.messaging.publisher import ConfirmingPublisher
from nscl_shared.messaging.topology import declare_producer
from nscl_shared.observability.logs import get_logger
from nscl_shared.observability.metrics import (
    OUTBOX_OLDEST,
    OUTBOX_PENDING,
    RELAY_BLOCKED,
    RELAY_PUBLISHED,
)
from nscl_shared.observability.tracing import tracer
from nscl_shared.persistence.leases import Leases
from nscl_shared.persistence.outbox import SHARDS, Outbox, Row
from nscl_shared.settings import settings

RECONNECT_SECONDS = 1.0
STOP_SECONDS = 20.0
LOOK_SECONDS = 5.0
PRUNE = 40  # rows at a time: a longer delete would keep commits waiting
PRUNE_SECONDS = 5.0
UNCLAIMED_SECONDS = 0.5


class Overlooked(RuntimeError):
    """A row lies in the outbox that no change stream has told of."""


log = get_logger(__name__)


class OutboxRelay(DependencyProvider):
    """Runs the relay of the container's service from start to stop."""

    def __init__(self) -> None:
        self._deliveries: Deliveries | None = None
        self._looked = 0.0
        self._left: tuple[int, datetime | None] = (0, None)  # as last seen without a broker
        self._stopping = False
        self._thread: Any = None

    @property
    def service(self) -> str:
        """Return the name of the service whose outbox this is."""
        return str(self.container.service_name)

    def setup(self) -> None:
        """Know the outbox and the shares of it; let the metrics speak at every scrape."""
        self._outbox = Outbox(self.service)
        self._leases = Leases(self.service, "relay", SHARDS, settings().instance)
        OUTBOX_OLDEST.labels(self.service).set_function(self._age_seconds)
        OUTBOX_PENDING.labels(self.service).set_function(lambda: self._waiting()[0])

    def start(self) -> None:
        """Begin to relay and to prune."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier="outbox-relay")
        self._pruner = eventlet.spawn(self._prune)

    def stop(self) -> None:
        """Publish what is left, then leave."""
        self._stopping = True
        self._pruner.kill()
        with eventlet.Timeout(STOP_SECONDS, exception=False):
            self._thread.wait()

    def get_dependency(self, worker_ctx: object) -> OutboxRelay:
        """Return the relay itself."""
        return self

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._serve()
            except (*BROKEN, Overlooked) as error:
                log.warning("relay-interrupted", reason=repr(error))
                self._disconnect()
                self._measure()
                eventlet.sleep(RECONNECT_SECONDS)
        try:
            self._relay_left()
            self._leases.release()
        except BROKEN as error:
            log.warning("outbox-left-pending", reason=repr(error))
        self._disconnect()

    def _serve(self) -> None:
        """Relay the shards now held until others are held."""
        self._connected().check()
        shards = self._leases.held()
        if not shards:
            eventlet.sleep(UNCLAIMED_SECONDS)
            return
        feed = OutboxFeed(self._outbox, shards)
        try:
            while not self._stopping and self._leases.held() == shards:
                self._step(feed)
            self._connected().settle()
        finally:
            feed.close()

    def _step(self, feed: OutboxFeed) -> None:
        deliveries = self._connected()
        if rows := feed.take(BATCH, settings().relay_poll_seconds):
            self._send(rows)
        else:
            self._look()
        deliveries.check()

    def _relay_left(self) -> None:
        shards = self._leases.held()
        rows = list(self._outbox.backlog(shards))
        for start in range(0, len(rows), BATCH):
            self._send(rows[start : start + BATCH])
            self._connected().settle()

    def _send(self, rows: Sequence[Row]) -> None:
        self._connected().send(rows)

    def _note(self, rows: Sequence[Row]) -> None:
        """Note what the broker has confirmed."""
        self._outbox.note_sent([row["_id"] for row in rows])
        RELAY_PUBLISHED.labels(self.service).inc(len(rows))
        if tracer().recording:
            self._trace(rows)

    def _trace(self, rows: Sequence[Row]) -> None:
        """Record each event's way from its commit to the broker's confirm."""
        for row in rows:
            if parent := row.get("traceparent"):
                name, attributes = f"send {row['type']}", {"messaging.message.id": row["_id"]}
                started = tracer().start(
                    name, "PRODUCER", parent, attributes=attributes, since=row["created_at"]
                )
                started.end()

    def _prune(self) -> None:
        """Delete what is delivered, beside the relay and at most half of the time."""
        while not self._stopping:
            started = time.monotonic()
            try:
                pruned = self._outbox.prune(PRUNE)
            except PyMongoError:
                pruned = 0
            eventlet.sleep(time.monotonic() - started if pruned else PRUNE_SECONDS)

    def _look(self) -> None:
        """Make sure, now and then, that the change stream has told of everything."""
        if time.monotonic() - self._looked < LOOK_SECONDS or self._connected().pending:
            return
        self._looked = time.monotonic()
        limit = datetime.now(UTC) - timedelta(seconds=LOOK_SECONDS)
        left = self._outbox.backlog(self._leases.held())
        if overlooked := sum(1 for row in left if row["created_at"] < limit):
            raise Overlooked(f"{overlooked} rows")

    def _measure(self) -> None:
        """See what waits while nothing can be relayed; a whole look, so not often."""
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        with suppress(PyMongoError):
            self._left = self._outbox.overview()

    def _waiting(self) -> tuple[int, datetime | None]:
        """Return how many events are not noted as sent, and when the oldest was committed."""
        deliveries = self._deliveries
        return (deliveries.pending, deliveries.oldest) if deliveries else self._left

    def _age_seconds(self) -> float:
        oldest = self._waiting()[1]
        return (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0

    def _connected(self) -> Deliveries:
        if self._deliveries is None:
            publisher = ConfirmingPublisher(
                settings().amqp_uri,
                heartbeat=settings().heartbeat_seconds,
                on_blocked=RELAY_BLOCKED.labels(self.service).set,
            )
            RELAY_BLOCKED.labels(self.service).set(0)
            declare_producer(publisher.channel, self.service)
            self._deliveries = Deliveries(self.service, publisher, self._note)
        return self._deliveries

    def _disconnect(self) -> None:
        deliveries, self._deliveries = self._deliveries, None
        if deliveries is not None:
            with suppress(*BROKEN):
                deliveries.close()
