"""The outbox relay: what is committed is published, whatever dies in between.

It publishes pending rows in order of creation, waits for the broker's
confirms and only then marks them sent.  A crash in between publishes some
again; subscribers recognise them by their id.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import eventlet
from amqp import AMQPError
from kombu.exceptions import OperationalError
from nameko.extensions import DependencyProvider
from pymongo import ASCENDING
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

from nscl_contracts import CONTENT_TYPE
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed, Outgoing
from nscl_shared.messaging.topology import declare_producer, events_exchange
from nscl_shared.messaging.wakeup import wakeup
from nscl_shared.observability.logs import get_logger
from nscl_shared.observability.metrics import OUTBOX_OLDEST, OUTBOX_PENDING, RELAY_PUBLISHED
from nscl_shared.persistence.connection import OUTBOX, database
from nscl_shared.settings import settings

BATCH = 200
RECONNECT_SECONDS = 1.0
STOP_SECONDS = 20.0
KEEP_SENT = timedelta(days=7)
BROKEN = (AMQPError, OSError, OperationalError, NotConfirmed, PyMongoError)

log = get_logger(__name__)


class OutboxRelay(DependencyProvider):
    """Runs the relay of the container's service from start to stop."""

    def __init__(self) -> None:
        self._publisher: ConfirmingPublisher | None = None
        self._stopping = False
        self._thread: Any = None

    @property
    def service(self) -> str:
        """Return the name of the service whose outbox this is."""
        return str(self.container.service_name)

    def start(self) -> None:
        """Begin to relay."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier="outbox-relay")

    def stop(self) -> None:
        """Relay what is pending, once, and close."""
        self._stopping = True
        wakeup(self.service).set()
        with eventlet.Timeout(STOP_SECONDS, exception=False):
            self._thread.wait()

    def get_dependency(self, worker_ctx: object) -> OutboxRelay:
        """Return the relay itself."""
        return self

    def _run(self) -> None:
        flag = wakeup(self.service)
        while not self._stopping:
            flag.clear()
            try:
                if self._relay_batch():
                    continue
                self._connected().keep_alive()
            except BROKEN as error:
                log.warning("relay-interrupted", reason=repr(error))
                self._disconnect()
                eventlet.sleep(RECONNECT_SECONDS)
                continue
            flag.wait(settings().relay_poll_seconds)
        self._relay_last()

    def _relay_last(self) -> None:
        try:
            while self._relay_batch():
                pass
        except BROKEN as error:
            log.warning("outbox-left-pending", reason=repr(error))
        self._disconnect()

    def _relay_batch(self) -> int:
        rows = self._pending()
        self._observe(rows)
        if rows:
            self._connected().publish([self._outgoing(row) for row in rows])
            self._mark_sent([row["_id"] for row in rows])
            RELAY_PUBLISHED.labels(self.service).inc(len(rows))
        return len(rows)

    def _outbox(self) -> Collection[dict[str, Any]]:
        return database(self.service)[OUTBOX]

    def _pending(self) -> list[dict[str, Any]]:
        found = self._outbox().find({"state": "pending"})
        return list(found.sort([("state", ASCENDING), ("_id", ASCENDING)]).limit(BATCH))

    def _outgoing(self, row: dict[str, Any]) -> Outgoing:
        return Outgoing(
            exchange=events_exchange(self.service),
            routing_key=row["type"],
            body=row["body"],
            properties={
                "content_type": CONTENT_TYPE,
                "content_encoding": "utf-8",
                "message_id": row["_id"],
            },
        )

    def _mark_sent(self, ids: Sequence[str]) -> None:
        now = datetime.now(UTC)
        self._outbox().update_many(
            {"_id": {"$in": list(ids)}},
            {"$set": {"state": "sent", "sent_at": now}, "$inc": {"attempts": 1}},
        )

    def prune(self) -> int:
        """Delete rows sent longer ago than ``KEEP_SENT``; return how many."""
        limit = datetime.now(UTC) - KEEP_SENT
        done = self._outbox().delete_many({"state": "sent", "sent_at": {"$lt": limit}})
        return done.deleted_count

    def _observe(self, rows: Sequence[dict[str, Any]]) -> None:
        OUTBOX_PENDING.labels(self.service).set(len(rows))
        age = (datetime.now(UTC) - rows[0]["created_at"]).total_seconds() if rows else 0.0
        OUTBOX_OLDEST.labels(self.service).set(age)

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
        if publisher is not None:
            try:
                publisher.close()
            except BROKEN:
                return
