"""Publishing with confirms: batches out, and to know when the broker has them all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from amqp import Message
from eventlet.semaphore import Semaphore
from kombu import Connection

CONFIRM_TIMEOUT_SECONDS = 30.0
PERSISTENT = 2


class NotConfirmed(RuntimeError):
    """The broker refused a message or did not confirm it in time."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to publish."""

    exchange: str
    routing_key: str
    body: str | bytes
    properties: dict[str, Any] = field(default_factory=dict)


class ConfirmingPublisher:
    """One connection and channel in confirm mode: one greenlet sends, one drains.

    ``on_blocked`` is told 1 when the broker refuses publishers, 0 when it takes them again.
    """

    def __init__(
        self,
        uri: str,
        *,
        heartbeat: int,
        on_blocked: Callable[[int], object] = lambda _blocked: None,
    ) -> None:
        self.blocked_reason: str | None = None
        self._tell_blocked = on_blocked
        self._connection = Connection(
            uri,
            heartbeat=heartbeat,
            connect_timeout=5,
            transport_options={"on_blocked": self._on_blocked, "on_unblocked": self._on_unblocked},
        )
        self._connection.connect()
        self.channel = self._connection.default_channel
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._on_ack)
        self.channel.events["basic_nack"].add(self._on_nack)
        self._last_tag = 0
        # in ascending order, because a dict keeps the order of insertion
        self._waiting: dict[int, None] = {}
        self._refused = 0
        self._heard = time.monotonic()
        self._writing = Semaphore()

    def publish(self, batch: Iterable[Outgoing]) -> None:
        """Publish all of ``batch`` and return when the broker has confirmed all.

        Raises:
            NotConfirmed: refused or late; nothing may be assumed of the batch.
            OSError, amqp.AMQPError: the connection broke; the same holds.
        """
        self.settle(self.send(batch))

    def send(self, batch: Iterable[Outgoing]) -> int:
        """Publish all of ``batch``; return the tag to ``settle`` it by.

        Raises:
            OSError, amqp.AMQPError: the connection broke.
        """
        publish, waiting = self.channel.basic_publish, self._waiting
        if not waiting:
            self._heard = time.monotonic()
        with self._writing:
            for outgoing in batch:
                self._last_tag += 1
                waiting[self._last_tag] = None
                publish(
                    Message(outgoing.body, delivery_mode=PERSISTENT, **outgoing.properties),
                    exchange=outgoing.exchange,
                    routing_key=outgoing.routing_key,
                )
        return self._last_tag

    def settle(self, tag: int) -> None:
        """Return when the broker has confirmed everything sent up to ``tag``.

        While the broker blocks publishers (memory or disk alarm) it waits on.

        Raises:
            NotConfirmed: refused or late.
            OSError, amqp.AMQPError: the connection broke.
        """
        self._heard = time.monotonic()
        while not self.has_settled(tag):
            self.drain(1.0)

    def has_settled(self, tag: int) -> bool:
        """Tell whether the broker has confirmed everything sent up to ``tag``.

        Raises:
            NotConfirmed: refused, or nothing was confirmed for too long.
        """
        if self._refused:
            refused, self._refused = self._refused, 0
            raise NotConfirmed(f"{refused} messages refused by the broker")
        if not self._unsettled(tag):
            return True
        if self.blocked_reason is not None:
            self._heard = time.monotonic()
        elif time.monotonic() - self._heard > CONFIRM_TIMEOUT_SECONDS:
            raise NotConfirmed(f"{len(self._waiting)} messages unconfirmed")
        return False

    def drain(self, seconds: float) -> None:
        """Send a heartbeat when due and read what the broker sends within ``seconds``.

        Another greenlet may ``send`` meanwhile.

        Raises:
            OSError, amqp.AMQPError: the connection broke.
        """
        with self._writing:
            self._connection.heartbeat_check()
        try:
            self._connection.drain_events(timeout=seconds)
        except TimeoutError:
            return

    def close(self) -> None:
        """Close the connection, ignoring that it may be broken."""
        self._connection.release()

    def _unsettled(self, tag: int) -> bool:
        return next(iter(self._waiting), tag + 1) <= tag

    def _on_blocked(self, reason: str) -> None:
        self.blocked_reason = reason
        self._tell_blocked(1)

    def _on_unblocked(self) -> None:
        self.blocked_reason = None
        self._tell_blocked(0)

    def _on_ack(self, delivery_tag: int, multiple: bool) -> None:  # noqa: FBT001  # amqp's call
        self._settled(delivery_tag, multiple=multiple)

    def _on_nack(self, delivery_tag: int, multiple: bool, *_: object) -> None:  # noqa: FBT001
        self._refused += self._settled(delivery_tag, multiple=multiple)

    def _settled(self, tag: int, *, multiple: bool) -> int:
        self._heard = time.monotonic()
        if not multiple:
            known = tag in self._waiting
            self._waiting.pop(tag, None)
            return int(known)
        settled = 0
        while self._unsettled(tag):
            self._waiting.pop(next(iter(self._waiting)))
            settled += 1
        return settled
