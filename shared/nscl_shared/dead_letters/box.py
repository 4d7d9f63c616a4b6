"""The dead-letter queue of one subscription, opened by one operator at a time.

A consumer that acknowledges nothing is the view: what it was handed goes back
into its place when the channel closes.  An exclusive queue of the connection is
the lock, because quorum queues know no exclusive consumers.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

from amqp.exceptions import NotFound, ResourceLocked
from kombu import Connection

from nscl_shared.dead_letters.letter import REPLAYS, DeadLetter
from nscl_shared.messaging.failure import ATTEMPT, CODE, FAILED_AT, REASON, STACK, WAITED
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.read_ahead import read_ahead

WINDOW = 5_000  # letters looked at in one go
QUIET_SECONDS = 5.0
LOCK_PAUSE = 0.1
BREATH = 50  # letters between two pauses in which other green threads run
SPENT = (ATTEMPT, REASON, CODE, STACK, WAITED, FAILED_AT, "x-death")
T = TypeVar("T")


class InUse(RuntimeError):
    """Somebody else has this dead-letter queue open."""


class DeadLetterBox:
    """The letters of ``queue`` (a subscription's), inside a ``with`` block.

    ``patience_seconds`` is how long to wait for somebody who has it open.
    ``waiting`` counts the letters that were there, of which at most ``WINDOW``
    are read.

    Raises:
        InUse: somebody else has it open.
        OSError, amqp.AMQPError: the broker is out of reach.
    """

    def __init__(self, amqp_uri: str, queue: str, *, patience_seconds: float = 0.0) -> None:
        self.queue = queue
        self.waiting = 0
        self._acknowledged = 0
        self._patience = patience_seconds
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
        try:
            if error is None and self._acknowledged:
                self._settle()
        finally:
            if self._publisher is not None:
                self._publisher.close()
            self._connection.release()

    @property
    def letters(self) -> list[tuple[int, DeadLetter]]:
        """The letters with the tags by which ``replay`` and ``drop`` know them."""
        messages = list(self._messages.items())
        return [(tag, DeadLetter.of(self.queue, message)) for tag, message in breathing(messages)]

    def replay(self, *tags: int) -> None:
        """Give the letters to their subscription again, as if for the first time.

        They go straight to the queue, because other subscribers had them already.
        A crash before the last line leaves them here as well: the inbox of the
        subscriber recognises the second copy.
        """
        if self._publisher is None:
            self._publisher = ConfirmingPublisher(self._uri, heartbeat=0)
        self._publisher.publish([self._fresh(self._messages[tag]) for tag in tags])
        self.drop(*tags)

    def drop(self, *tags: int) -> None:
        """Take the letters out of the queue for good."""
        for tag in tags:
            self._channel.basic_ack(tag)
            self._acknowledged += 1
            del self._messages[tag]

    def _read(self) -> None:
        read_ahead(self._connection)
        dead = f"{self.queue}.dead"
        self._channel = self._locked(f"{dead}.open")
        try:
            self.waiting = self._channel.queue_declare(dead, passive=True).message_count
        except NotFound:
            return
        self._channel.basic_qos(0, WINDOW, False)  # noqa: FBT003  # amqp's signature
        self._tag = self._channel.basic_consume(dead, callback=self._on_message)
        self._await(min(self.waiting, WINDOW))

    def _settle(self) -> None:
        """Let the broker write down every acknowledgement before the channel ends.

        The channel holds back those beyond 32 that the quorum queue has not
        answered, and forgets them when it ends.  Cancelling waits for all that
        was sent; each declaration lets the channel hear the answers and send more.
        """
        self._channel.basic_cancel(self._tag)
        for _ in range(2):
            self._channel.queue_declare(f"{self.queue}.dead", passive=True)

    def _locked(self, lock: str) -> Any:
        """Return a channel after the exclusive queue ``lock`` is ours."""
        deadline = time.monotonic() + self._patience
        while True:
            channel = self._connection.channel()
            try:
                channel.queue_declare(lock, exclusive=True)
            except ResourceLocked as error:  # closes the channel
                if time.monotonic() >= deadline:
                    raise InUse(
                        f"somebody else is looking at {self.queue}.dead; try again in a moment"
                    ) from error
                time.sleep(LOCK_PAUSE)
            else:
                return channel

    def _await(self, count: int) -> None:
        deadline = time.monotonic() + QUIET_SECONDS
        while len(self._messages) < count and time.monotonic() < deadline:
            before = len(self._messages)
            with suppress(TimeoutError):
                self._connection.drain_events(timeout=0.2)
            if len(self._messages) > before:
                deadline = time.monotonic() + QUIET_SECONDS
                if len(self._messages) % BREATH == 0:
                    time.sleep(0)

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


def breathing(items: Iterable[T]) -> Iterator[T]:
    """Yield ``items`` and let a service's other green threads run now and then."""
    for number, item in enumerate(items):
        if number % BREATH == 0:
            time.sleep(0)
        yield item
