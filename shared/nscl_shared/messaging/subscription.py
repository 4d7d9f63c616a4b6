"""Subscriptions: a nameko entrypoint that neither loses nor doubles an event.

Unlike nameko's ``@event_handler`` it acknowledges after the handler has
committed, decodes by contract, retries through waiting queues and sets aside
what cannot be handled, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import eventlet
from amqp import AMQPError
from eventlet.semaphore import Semaphore
from kombu import Connection
from kombu.exceptions import OperationalError
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint

from nscl_contracts import ContractError, decode
from nscl_shared.messaging import registry
from nscl_shared.messaging.failure import Failure
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed
from nscl_shared.messaging.topology import declare_retry, declare_subscription
from nscl_shared.observability.logs import get_logger
from nscl_shared.observability.metrics import SUBSCRIPTION_EVENTS
from nscl_shared.settings import settings

RECONNECT_SECONDS = 1.0
DRAIN_SECONDS = 0.5
STOP_SECONDS = 20.0
BROKEN = (AMQPError, OSError, OperationalError, NotConfirmed)

log = get_logger(__name__)


class Subscription(Entrypoint):
    """Consumes queue ``<service>--<group>`` bound to ``patterns`` of event types.

    The decorated method gets one :class:`nscl_contracts.CloudEvent`.  When it
    returns, the message is acknowledged; when it raises, the message waits
    on the next rung of the retry ladder, and after the last it is dead.
    """

    def __init__(self, group: str, *patterns: str, prefetch: int = 10, **kwargs: Any) -> None:
        self.group = group
        self.patterns: Sequence[str] = patterns
        self.prefetch = prefetch
        self.in_flight: set[int] = set()
        self.bound = False
        self._writing = Semaphore()
        self._stopping = False
        self._broken = False
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
            self._drain()

    def _drain(self) -> None:
        connection = self._connection
        if connection is None or self._broken:
            raise ConnectionError("a message could not be settled")
        with self._writing:
            connection.heartbeat_check()
        try:
            connection.drain_events(timeout=DRAIN_SECONDS)
        except TimeoutError:
            return

    def _connect(self) -> None:
        heartbeat = settings().heartbeat_seconds
        connection = Connection(settings().amqp_uri, heartbeat=heartbeat, connect_timeout=5)
        connection.connect()
        self._connection, self._channel = connection, connection.default_channel
        self._broken = False
        declare_retry(self._channel, self.service, settings().retry_ladder_ms)
        declare_subscription(self._channel, self.queue, self.patterns)
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

    def _on_message(self, message: Any) -> None:
        settle = partial(self._settle, self._channel, message)
        self.in_flight.add(message.delivery_tag)
        try:
            event = decode(message.body, message.properties.get("content_type"))
        except ContractError as error:
            settle(None, None, (type(error), error, error.__traceback__))
            return
        context = {"correlation_id": event.correlationid, "traceparent": event.traceparent}
        try:
            self.container.spawn_worker(
                self, (event,), {}, context_data=context, handle_result=settle
            )
        except ContainerBeingKilled:
            self.in_flight.discard(message.delivery_tag)

    def _settle(
        self, channel: Any, message: Any, _ctx: object, result: object, exc_info: Any
    ) -> tuple[object, Any]:
        if channel is not self._channel:  # of a lost connection: the broker redelivers
            return result, exc_info
        try:
            if exc_info is not None:
                self._set_aside(message, exc_info[1])
            else:
                SUBSCRIPTION_EVENTS.labels(self.service, self.queue, "handled").inc()
            with self._writing:
                channel.basic_ack(message.delivery_tag)
        except BROKEN as error:
            log.warning("acknowledgement-lost", queue=self.queue, reason=repr(error))
            self._broken = True  # reconnect, so that the broker redelivers it
        finally:
            self.in_flight.discard(message.delivery_tag)
        return result, exc_info

    def _set_aside(self, message: Any, error: BaseException) -> None:
        failure = Failure.of(self, message, error, settings().retry_ladder_ms)
        log.warning("event-set-aside", queue=self.queue, **failure.summary)
        with self._writing:
            if self._publisher is None:
                self._publisher = ConfirmingPublisher(settings().amqp_uri, heartbeat=0)
            self._publisher.publish([failure.outgoing])
        SUBSCRIPTION_EVENTS.labels(self.service, self.queue, failure.outcome).inc()


def subscribe(group: str, *patterns: str, prefetch: int = 10) -> Callable[[Any], Any]:
    """Declare a method as the handler of a subscription; see :class:`Subscription`."""
    decorator: Callable[[Any], Any] = Subscription.decorator(group, *patterns, prefetch=prefetch)
    return decorator
