"""What waits in a queue, asked over AMQP: the management API counts only with its statistics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amqp.exceptions import NotFound
from kombu import Connection

from nscl_shared.history import HistoryEntry


@dataclass(frozen=True)
class Backlog:
    """Events ready for delivery and consumers of one queue; ``oldest``: time of the first."""

    events: int = 0
    consumers: int = 0
    oldest: datetime | None = None


def backlog(connection: Connection, queue: str) -> Backlog:
    """Return what waits in ``queue``; nothing if there is no such queue.

    The first event is looked at only while nobody reads: it goes back into its
    place, but a reader would get its successor meanwhile.

    Raises:
        OSError, amqp.AMQPError: the broker is out of reach.
    """
    channel = connection.channel()
    try:
        declared = channel.queue_declare(queue, passive=True)
    except NotFound:
        return Backlog()
    found = Backlog(declared.message_count, declared.consumer_count)
    if found.events and not found.consumers and (first := channel.basic_get(queue)):
        moment = HistoryEntry(0, _text(first.body)).moment
        found = Backlog(found.events, found.consumers, moment)
    channel.close()
    return found


def _text(body: str | bytes) -> str:
    return body if isinstance(body, str) else bytes(body).decode("utf-8", errors="replace")
