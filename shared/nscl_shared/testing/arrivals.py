"""What a service announces, seen as any other subscriber sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kombu import Connection, Exchange, Queue

from nscl_contracts import CloudEvent, decode
from nscl_shared.kernel import new_id
from nscl_shared.messaging.topology import declare_producer, events_exchange

SECONDS = 20


class Arrivals:
    """Everything that arrives in a queue bound to all events of one service."""

    def __init__(self, connection: Connection, service: str) -> None:
        self.connection = connection
        self.service = service
        self.taken: list[CloudEvent] = []

    def receive(self, message: Any) -> None:
        """Decode by contract and acknowledge."""
        self.taken.append(decode(message.body, message.content_type))
        message.ack()

    def of(self, subject: str, count: int) -> list[CloudEvent]:
        """Wait for ``count`` events about ``subject``.

        Raises:
            TimeoutError: nothing came for ``SECONDS``.
        """
        return self._wait(lambda: [e for e in self.taken if e.subject == subject], count)

    def named(self, name: str) -> CloudEvent:
        """Wait for an event of the type ``name``.

        Raises:
            TimeoutError: nothing came for ``SECONDS``.
        """
        kind = f"vn.nscl.{self.service}.{name}"
        return self._wait(lambda: [e for e in self.taken if e.type == kind], 1)[0]

    def _wait(self, found: Callable[[], list[CloudEvent]], count: int) -> list[CloudEvent]:
        while len(found()) < count:
            self.connection.drain_events(timeout=SECONDS)
        return found()


@contextmanager
def listening(
    amqp_uri: str, service: str, exchange_of: Callable[[str], str] = events_exchange
) -> Iterator[Arrivals]:
    """Hear what ``service`` announces inside the block; its exchange must exist."""
    exchange = Exchange(exchange_of(service), "topic", durable=True, passive=True)
    with Connection(amqp_uri) as connection:
        arrivals = Arrivals(connection, service)
        queue = Queue(f"test-{new_id()}", exchange, "#", exclusive=True)
        with connection.Consumer(queue, on_message=arrivals.receive):
            yield arrivals


class Overheard:
    """The bodies of all events that ``service`` announces from now on, as they are."""

    def __init__(self, connection: Connection, service: str) -> None:
        self._channel = connection.default_channel
        declare_producer(self._channel, service)
        self._queue = self._channel.queue_declare("", exclusive=True).queue
        self._channel.queue_bind(self._queue, events_exchange(service), "#")
        self._heard: list[dict[str, Any]] = []

    def events(self) -> list[dict[str, Any]]:
        """Return what has come so far; it waits for nothing."""
        while message := self._channel.basic_get(self._queue, no_ack=True):
            self._heard.append(json.loads(message.body))
        return self._heard

    def about(self, key: str, value: str) -> list[dict[str, Any]]:
        """Return the events whose data hold ``value`` under ``key``."""
        return [event for event in self.events() if event["data"].get(key) == value]


@contextmanager
def overhearing(amqp_uri: str, service: str) -> Iterator[Overheard]:
    """Hear what ``service`` announces inside the block, also before it ever started."""
    with Connection(amqp_uri) as connection:
        yield Overheard(connection, service)
