"""Reading the history stream: from any point, without taking anything out of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from amqp.exceptions import NotFound
from kombu import Connection

from nscl_shared.messaging.retention import LOG_STREAM

AHEAD = 500
OFFSET = "x-stream-offset"

Start = Literal["first", "last", "next"] | datetime | int


class NoHistory(RuntimeError):
    """The broker keeps no history yet: no service has announced anything."""


@dataclass(frozen=True)
class HistoryEntry:
    """One message of the history; ``event`` is empty when its body is no JSON object."""

    offset: int
    body: str

    @property
    def event(self) -> Mapping[str, Any]:
        """The envelope with its data."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def moment(self) -> datetime | None:
        """When it happened, if the envelope says so."""
        try:
            return datetime.fromisoformat(str(self.event.get("time")))
        except ValueError:
            return None


class HistoryReader:
    """Reads ``nscl.log``; any number may read at the same time."""

    def __init__(self, amqp_uri: str) -> None:
        self._uri = amqp_uri

    def entries(self, start: Start, *, quiet_seconds: float | None) -> Iterator[HistoryEntry]:
        """Yield what the history holds from ``start`` on, oldest first.

        A time means the broker's chunk around it, so a little of what was
        before may come as well.  After ``quiet_seconds`` without an entry it
        ends; with ``None`` it goes on with what is announced meanwhile.

        Raises:
            NoHistory: there is no stream.
            OSError, amqp.AMQPError: the broker is out of reach.
        """
        arrived: list[HistoryEntry] = []
        with Connection(self._uri, connect_timeout=5) as connection:
            channel = connection.channel()
            try:
                channel.queue_declare(LOG_STREAM, passive=True)
            except NotFound as error:
                raise NoHistory("the broker keeps no history yet") from error
            channel.basic_qos(0, AHEAD, False)  # noqa: FBT003  # amqp's signature

            def on_message(message: Any) -> None:
                arrived.append(_entry(message))
                channel.basic_ack(message.delivery_tag)

            channel.basic_consume(LOG_STREAM, callback=on_message, arguments={OFFSET: start})
            while _more(connection, quiet_seconds):
                yield from arrived
                arrived.clear()


def _more(connection: Connection, quiet_seconds: float | None) -> bool:
    try:
        connection.drain_events(timeout=quiet_seconds or 1.0)
    except TimeoutError:
        return quiet_seconds is None
    return True


def _entry(message: Any) -> HistoryEntry:
    body = message.body
    text = body if isinstance(body, str) else bytes(body).decode("utf-8", errors="replace")
    return HistoryEntry(int(message.properties["application_headers"][OFFSET]), text)
