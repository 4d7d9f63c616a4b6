"""Publishing with confirms: a batch out, then wait until the broker has it all."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from amqp import Message
from kombu import Connection

CONFIRM_TIMEOUT_SECONDS = 30.0
PERSISTENT = 2


class NotConfirmed(RuntimeError):
    """The broker refused a message or did not confirm it in time."""


@dataclass(frozen=True)
class Outgoing:
    """One message to publish."""

    exchange: str
    routing_key: str
    body: str | bytes
    properties: dict[str, Any] = field(default_factory=dict)


class ConfirmingPublisher:
    """One connection and channel in confirm mode.  Not for concurrent use."""

    def __init__(self, uri: str, *, heartbeat: int) -> None:
        self._connection = Connection(uri, heartbeat=heartbeat, connect_timeout=5)
        self._connection.connect()
        self.channel = self._connection.default_channel
        self.channel.confirm_select()
        self.channel.events["basic_ack"].add(self._on_ack)
        self.channel.events["basic_nack"].add(self._on_nack)
        self._last_tag = 0
        self._waiting: set[int] = set()
        self._refused: set[int] = set()

    def publish(self, batch: Iterable[Outgoing]) -> None:
        """Publish all of ``batch`` and return when the broker has confirmed all.

        Raises:
            NotConfirmed: refused or late; nothing may be assumed of the batch.
            OSError, amqp.AMQPError: the connection broke; the same holds.
        """
        for outgoing in batch:
            self._last_tag += 1
            self._waiting.add(self._last_tag)
            self.channel.basic_publish(
                Message(outgoing.body, delivery_mode=PERSISTENT, **outgoing.properties),
                exchange=outgoing.exchange,
                routing_key=outgoing.routing_key,
            )
        self._await_confirms()

    def keep_alive(self) -> None:
        """Send a heartbeat when due and read what the broker sent meanwhile."""
        self._connection.heartbeat_check()
        try:
            self._connection.drain_events(timeout=0.001)
        except TimeoutError:
            return

    def close(self) -> None:
        """Close the connection, ignoring that it may be broken."""
        self._connection.release()

    def _await_confirms(self) -> None:
        deadline = time.monotonic() + CONFIRM_TIMEOUT_SECONDS
        while self._waiting:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise NotConfirmed(f"{len(self._waiting)} messages unconfirmed")
            try:
                self._connection.drain_events(timeout=remaining)
            except TimeoutError:
                continue
        if self._refused:
            refused, self._refused = len(self._refused), set()
            raise NotConfirmed(f"{refused} messages refused by the broker")

    def _on_ack(self, delivery_tag: int, multiple: bool) -> None:  # noqa: FBT001  # amqp's call
        self._settle(delivery_tag, multiple=multiple)

    def _on_nack(self, delivery_tag: int, multiple: bool, *_: object) -> None:  # noqa: FBT001
        self._refused |= self._settle(delivery_tag, multiple=multiple)

    def _settle(self, tag: int, *, multiple: bool) -> set[int]:
        settled = {t for t in self._waiting if t <= tag} if multiple else {tag}
        self._waiting -= settled
        return settled
