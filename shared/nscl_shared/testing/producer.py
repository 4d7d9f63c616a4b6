"""Publishes events as a service that is absent, or broken, would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from amqp.exceptions import NotFound

from nscl_contracts import CONTENT_TYPE, CloudEvent, EventSchema, encode
from nscl_shared.kernel import new_id
from nscl_shared.messaging.announcement import announcement
from nscl_shared.messaging.publisher import ConfirmingPublisher, NotConfirmed, Outgoing
from nscl_shared.messaging.topology import declare_producer, events_exchange, producer_of
from nscl_shared.testing.waiting import until

DECLARE_SECONDS = 30.0


def example_event(
    contract: type[EventSchema], *, sequence: int = 1, time: datetime | None = None, **changes: Any
) -> CloudEvent:
    """Return the contract's example as an event of Lạng Sơn, with ``changes`` to its data."""
    data = contract().load({**contract.example, **changes})
    return CloudEvent(
        id=new_id(),
        source=f"/province/lang-son/{producer_of(contract.type)}",
        type=contract.type,
        subject=str(data[contract.subject_field]),
        time=time or datetime.now(UTC),
        sequence=sequence,
        data=data,
    )


def announce(amqp_uri: str, *events: CloudEvent) -> None:
    """Publish ``events`` to the exchanges of their producers and wait for the confirms.

    What is not confirmed is published once more, as the relay does: a broker that was
    killed may hold back a confirm for good.
    """
    batch = [
        message
        for event in events
        for message in announcement(producer_of(event.type), event.type, encode(event), event.id)
    ]
    try:
        _publish(amqp_uri, batch)
    except NotConfirmed:
        _publish(amqp_uri, batch)


def publish_raw(amqp_uri: str, bodies: Iterable[tuple[str, str | bytes]]) -> None:
    """Publish ``(event type, body)`` as they are, well-formed or not."""
    _publish(amqp_uri, [_outgoing(event_type, body) for event_type, body in bodies])


def _publish(amqp_uri: str, batch: Sequence[Outgoing]) -> None:
    with closing(ConfirmingPublisher(amqp_uri, heartbeat=0)) as publisher:
        for producer in {producer_of(outgoing.routing_key) for outgoing in batch}:
            _declare(publisher, producer)
        publisher.publish(batch)


def _declare(publisher: ConfirmingPublisher, producer: str) -> None:
    """Declare what ``producer`` has; a broker that just came back finds its stream a bit later."""

    def declared() -> bool:
        try:
            declare_producer(publisher.channel, producer)
        except NotFound:
            return False
        return True

    until(declared, f"the exchanges of {producer}", DECLARE_SECONDS)


def _outgoing(event_type: str, body: str | bytes) -> Outgoing:
    exchange = events_exchange(producer_of(event_type))
    return Outgoing(exchange, event_type, body, {"content_type": CONTENT_TYPE})
