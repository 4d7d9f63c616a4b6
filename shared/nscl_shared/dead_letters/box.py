"""The dead-letter queue of one subscription, opened by one operator at a time.

A consumer that acknowledges nothing is the view: what it was handed goes back
into its place when the channel closes.  An exclusive queue of the connection is
the lock, because quorum queues know no exclusive consumers.
"""

from __future__ import annotations

import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from amqp.exceptions import NotFound, ResourceLocked
from kombu import Connection

from nscl_shared.dead_letters.letter import REPLAYS, DeadLetter
from nscl_shared.messaging.failure import ATTEMPT, CODE, REASON, STACK, WAITED
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing

WINDOW = 5_000  # letters looked at in one go
QUIET_SECONDS = 5.0
SPENT = (ATTEMPT, REASON, CODE, STACK, WAITED, "x-death")


class InUse(RuntimeError):
    """Somebody else has this dead-letter queue open."""


class DeadLetterBox:
    """The letters of ``queue`` (a subscription's), inside a ``with`` block.

    Raises:
        InUse: somebody else has it open.
        OSError, amqp.AMQPError: the broker is out of reach.
    """

    def __init__(self, amqp_uri: str, queue: str) -> None:
        self.queue = queue
        self._uri = amqp_uri
        self._connection = Connection(amqp_uri, connect_timeout=5)
        self._messages: dict[int, Any] = {}
        self._publisher: ConfirmingPublisher | None = None

    def __enter__(self) -> Self:
        """Open the queue and read up to ``WINDOW`` letters."""
        self._connection.connect()
        try:
            self._read()
        except BaseException:
            self._connection.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put back what is neither replayed nor dropped."""
        if self._publisher is not None:
            self._publisher.close()
        self._connection.release()

    @property
    def letters(self) -> list[tuple[int, DeadLetter]]:
        """The letters with the tags by which ``replay`` and ``drop`` know them."""
        return [(tag, DeadLetter.of(self.queue, m)) for tag, m in self._messages.items()]

    def replay(self, tag: int) -> None:
        """Give the letter to its subscription again, as if for the first time.

        It goes straight to the queue, because other subscribers had it already.
        A crash before the last line leaves it here as well: the inbox of the
        subscriber recognises the second copy.
        """
        if self._publisher is None:
            self._publisher = ConfirmingPublisher(self._uri, heartbeat=0)
        self._publisher.publish([self._fresh(self._messages[tag])])
        self.drop(tag)

    def drop(self, tag: int) -> None:
        """Take the letter out of the queue for good."""
        self._channel.basic_ack(tag)
        del self._messages[tag]

    def _read(self) -> None:
        self._channel = self._connection.channel()
        dead = f"{self.queue}.dead"
        try:
            waiting = self._channel.queue_declare(dead, passive=True).message_count
        except NotFound:
            return
        try:
            self._channel.queue_declare(f"{dead}.open", exclusive=True)
        except ResourceLocked as error:
            raise InUse(f"somebody else is looking at {dead}; try again in a moment") from error
        self._channel.basic_qos(0, WINDOW, False)  # noqa: FBT003  # amqp's signature
        self._channel.basic_consume(dead, callback=self._on_message)
        self._await(min(waiting, WINDOW))

    def _await(self, count: int) -> None:
        deadline = time.monotonic() + QUIET_SECONDS
        while len(self._messages) < count and time.monotonic() < deadline:
            before = len(self._messages)
            with suppress(TimeoutError):
                self._connection.drain_events(timeout=0.2)
            if len(self._messages) > before:
                deadline = time.monotonic() + QUIET_SECONDS

    def _on_message(self, message: Any) -> None:
        self._messages[message.delivery_tag] = message

    def _fresh(self, message: Any) -> Outgoing:
        headers = dict(message.properties.get("application_headers") or {})
        kept = {key: value for key, value in headers.items() if key not in SPENT}
        kept[REPLAYS] = headers.get(REPLAYS, 0) + 1
        properties = {
            key: message.properties[key]
            for key in ("content_type", "content_encoding", "message_id")
            if key in message.properties
        }
        return Outgoing("", self.queue, message.body, {**properties, "application_headers": kept})
