"""What every form of subscription shares: connection, settling, stopping.

Unlike nameko's ``@event_handler`` a subscription acknowledges after the handler
has committed, decodes by contract, retries through waiting queues and sets
aside what cannot be handled, with the reason.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import eventlet
from amqp import AMQPError
from eventlet.semaphore import Semaphore
from kombu import Connection
from kombu.exceptions import OperationalError
from nameko.extensions import Entrypoint

from nscl_contracts import PLATFORM, Catalogue, CloudEvent
from nscl_shared.messaging import registry
from nscl_shared.messaging.decoding import decode_fast
from nscl_shared.messaging.failure import Failure
from nscl_shared.messaging.ordering import Premature
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed
from nscl_shared.messaging.read_ahead import read_ahead
from nscl_shared.messaging.topology import declare_retry, declare_subscription
from nscl_shared.observability.logs import get_logger
from nscl_shared.observability.metrics import SUBSCRIPTION_EVENTS
from nscl_shared.settings import settings

RECONNECT_SECONDS = 1.0
DRAIN_SECONDS = 0.5
HEARTBEAT_SECONDS = 1.0
STOP_SECONDS = 20.0
BROKEN = (AMQPError, OSError, OperationalError, NotConfirmed)

log = get_logger(__name__)


class Consumer(Entrypoint):
    """Consumes queue ``<service>--<group>`` bound to ``patterns`` of event types.

    Where upcasters lead from an older major of a type to one in ``patterns``,
    the queue is bound to the older as well, and it arrives as the newer.
    ``catalogue`` holds the contracts, those of the platform unless said.

    A subclass says in ``_on_message`` what becomes of a message; it ends with
    an acknowledgement, after ``_set_aside`` for one whose handling failed.
    """

    def __init__(
        self,
        group: str,
        *patterns: str,
        prefetch: int,
        retry_ms: Sequence[int] | None = None,
        catalogue: Catalogue = PLATFORM,
        **kwargs: Any,
    ) -> None:
        self.group = group
        self.patterns: Sequence[str] = patterns
        self.catalogue = catalogue
        self.types = catalogue.covered(patterns)
        self.prefetch = prefetch
        self.bound = False
        self.in_flight: set[int] = set()
        self._retry_ms = retry_ms
        kwargs.setdefault("expected_exceptions", (Premature,))
        self._writing = Semaphore()
        self._stopping = False
        self._broken = False
        self._beaten = 0.0
        self._thread: Any = None
        self._connection: Connection | None = None
        self._channel: Any = None
        self._publisher: ConfirmingPublisher | None = None
        super().__init__(**kwargs)

    @property
    def service(self) -> str:
        """Return the subscribing service."""
        return str(self.container.service_name)

    @property
    def queue(self) -> str:
        """Return the queue's name."""
        return f"{self.service}--{self.group}"

    @property
    def ladder_ms(self) -> Sequence[int]:
        """Return how long a failed event waits before each further attempt."""
        return settings().retry_ladder_ms if self._retry_ms is None else self._retry_ms

    def setup(self) -> None:
        """Make this subscription known to health and tooling."""
        registry.add(self)

    def start(self) -> None:
        """Begin to consume."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier=self.queue)

    def stop(self) -> None:
        """Stop consuming; messages in work are finished and acknowledged first."""
        self._stopping = True
        with eventlet.Timeout(STOP_SECONDS, exception=False):
            self._thread.wait()
        super().stop()

    def _on_message(self, message: Any) -> None:
        raise NotImplementedError

    def _decode(self, message: Any) -> CloudEvent:
        """Return the event in ``message``, in a major that this subscription knows.

        Raises:
            ContractError: it is no event, or of no known type.
        """
        content_type = message.properties.get("content_type")
        return decode_fast(
            message.body, content_type, at_least=self.types, catalogue=self.catalogue
        )

    def _run(self) -> None:
        while not self._stopping:
            try:
                self._consume()
            except BROKEN as error:
                if not self._stopping:
                    log.warning("subscription-interrupted", queue=self.queue, reason=repr(error))
            finally:
                self._disconnect()
            if not self._stopping:
                eventlet.sleep(RECONNECT_SECONDS)

    def _consume(self) -> None:
        self._connect()
        tag = self._channel.basic_consume(self.queue, callback=self._on_message)
        cancelled = False
        while not (self._stopping and not self.in_flight):
            if self._stopping and not cancelled:
                cancelled = True
                with self._writing:
                    self._channel.basic_cancel(tag)
                self._let_go()
            self._drain()
        self._finish()

    def _let_go(self) -> None:
        """Leave to the broker what has arrived and is not begun."""

    def _finish(self) -> None:
        """Send what is still to be sent before the connection closes."""

    def _drain(self) -> None:
        connection = self._connection
        if connection is None or self._broken:
            raise ConnectionError("a message could not be settled")
        now = time.monotonic()
        if now - self._beaten > HEARTBEAT_SECONDS:
            self._beaten = now
            with self._writing:
                connection.heartbeat_check()
        try:
            connection.connection.drain_events(timeout=DRAIN_SECONDS)
        except TimeoutError:
            return

    def _connect(self) -> None:
        heartbeat = settings().heartbeat_seconds
        connection = Connection(settings().amqp_uri, heartbeat=heartbeat, connect_timeout=5)
        connection.connect()
        read_ahead(connection)
        self._connection, self._channel = connection, connection.default_channel
        self._broken = False
        declare_retry(self._channel, self.service, self.ladder_ms)
        bindings = [*self.patterns, *self.catalogue.older(self.types)]
        declare_subscription(self._channel, self.queue, bindings)
        self.bound = True
        self._channel.basic_qos(0, self.prefetch, False)  # noqa: FBT003  # amqp's signature

    def _disconnect(self) -> None:
        connection, self._connection, self._channel = self._connection, None, None
        publisher, self._publisher = self._publisher, None
        self.in_flight.clear()
        for link in (connection and connection.release, publisher and publisher.close):
            try:
                if link:
                    link()
            except BROKEN:
                continue

    def _write(self, write: Callable[[], object]) -> None:
        """Let one greenlet at a time write to the channel; reconnect when it fails."""
        try:
            with self._writing:
                write()
        except BROKEN as error:
            self._lost(error)

    def _set_aside(self, message: Any, error: BaseException) -> bool:
        """Send a message to wait or to the dead; tell whether it is safe there."""
        failure = Failure.of(self, message, error, self.ladder_ms)
        log.warning("event-set-aside", queue=self.queue, **failure.summary)
        try:
            with self._writing:
                if self._publisher is None:
                    self._publisher = ConfirmingPublisher(settings().amqp_uri, heartbeat=0)
                self._publisher.publish([failure.outgoing])
        except BROKEN as broken:
            self._lost(broken)
            return False
        self._count(failure.outcome)
        return True

    def _lost(self, error: BaseException) -> None:
        log.warning("acknowledgement-lost", queue=self.queue, reason=repr(error))
        self._broken = True  # reconnect, so that the broker redelivers

    def _count(self, outcome: str, events: int = 1) -> None:
        SUBSCRIPTION_EVENTS.labels(self.service, self.queue, outcome).inc(events)
