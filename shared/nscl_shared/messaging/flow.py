"""How much is on its way: outbox, queues, messages in work."""

from __future__ import annotations

from typing import Any

from amqp.exceptions import NotFound
from kombu import Connection

from nscl_shared.messaging.registry import subscriptions
from nscl_shared.messaging.topology import retry_name
from nscl_shared.observability.metrics import DEAD_LETTERS, QUEUE_READY
from nscl_shared.persistence.outbox import Outbox
from nscl_shared.settings import settings


def outbox_pending(service: str) -> int:
    """Return the number of committed events the broker has not confirmed."""
    return Outbox(service).pending()


def flow(service: str) -> dict[str, Any]:
    """Return what is on its way.

    ``{"outbox_pending", "subscriptions": {queue: {in_flight, ready, dead}}, "retrying"}``,
    each a number of messages.

    Raises:
        OSError, amqp.AMQPError, pymongo.errors.PyMongoError: out of reach.
    """
    with Connection(settings().amqp_uri, connect_timeout=5) as connection:
        queues = {
            queue: {
                "in_flight": len(subscription.in_flight),
                "ready": _observed(connection, service, queue, QUEUE_READY),
                "dead": _observed(connection, service, f"{queue}.dead", DEAD_LETTERS),
            }
            for queue, subscription in subscriptions().items()
        }
        rungs = [retry_name(service, ms) for ms in settings().retry_ladder_ms]
        retrying = sum(_depth(connection, rung) for rung in rungs) if queues else 0
    return {
        "outbox_pending": outbox_pending(service),
        "subscriptions": queues,
        "retrying": retrying,
    }


def _observed(connection: Connection, service: str, queue: str, gauge: Any) -> int:
    depth = _depth(connection, queue)
    gauge.labels(service, queue).set(depth)
    return depth


def _depth(connection: Connection, queue: str) -> int:
    with connection.channel() as channel:
        try:
            return int(channel.queue_declare(queue, passive=True).message_count)
        except NotFound:
            return 0
