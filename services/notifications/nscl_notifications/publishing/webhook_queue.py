"""The queue in which a webhook's events wait: ``notifications--webhook.<name>``.

It is bound to the partner exchanges alone, whose events hold nothing personal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from amqp.exceptions import NotFound, PreconditionFailed
from kombu import Connection

from nscl_contracts import catalogue
from nscl_notifications.handlers.event_patterns import covered_types
from nscl_notifications.publishing.webhook_settings import webhook_settings
from nscl_shared.messaging.topology import QUORUM, partner_exchange
from nscl_shared.settings import settings

# With a limit, a returned message keeps its place at the head; without one a quorum
# queue moves it to the end.  It must never be reached: the webhook's own rules end it.
NEVER_REACHED = 1_000_000
CONNECT_SECONDS = 5


def queue_name(webhook_name: str) -> str:
    """Return the name of a webhook's queue."""
    return f"notifications--webhook.{webhook_name}"


def connection() -> Connection:
    """Return a new connection to the broker, to be used in a ``with`` block."""
    return Connection(
        settings().amqp_uri,
        connect_timeout=CONNECT_SECONDS,
        heartbeat=settings().heartbeat_seconds,
    )


def open_queue(name: str, granted: Sequence[str], revoked: Iterable[str] = ()) -> None:
    """Make the broker collect what is ``granted``, and no more what is ``revoked``.

    Raises:
        amqp.AMQPError, kombu.exceptions.OperationalError, OSError: the broker is out of reach.
    """
    queue = queue_name(name)
    with connection() as link:
        _declare(link, queue)
        with link.channel() as channel:
            for exchange, pattern in _bindings(granted):
                channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)
                channel.queue_bind(queue, exchange, pattern)
            for exchange, pattern in _bindings(revoked):
                channel.queue_unbind(queue, exchange, pattern)


def delete_queue(name: str) -> None:
    """Delete the queue and what waits in it; one that is gone already is fine."""
    with connection() as link, link.channel() as channel:
        channel.queue_delete(queue_name(name))


def backlog(link: Connection, name: str) -> int:
    """Return how many events wait."""
    with link.channel() as channel:
        try:
            return int(channel.queue_declare(queue_name(name), passive=True).message_count)
        except NotFound:
            return 0


def _declare(link: Connection, queue: str) -> None:
    config = webhook_settings()
    arguments: dict[str, Any] = {
        **QUORUM,
        "x-single-active-consumer": True,
        "x-delivery-limit": NEVER_REACHED,
        "x-max-length": config.queue_events,
        "x-message-ttl": int(config.queue_age.total_seconds() * 1_000),
    }
    try:
        with link.channel() as channel:
            channel.queue_declare(queue, durable=True, auto_delete=False, arguments=arguments)
    except PreconditionFailed:
        # It was made under other settings, and a queue keeps its limits for life.
        with link.channel() as channel:
            channel.queue_declare(queue, passive=True)


def _bindings(patterns: Iterable[str]) -> list[tuple[str, str]]:
    return [
        (partner_exchange(service), pattern)
        for pattern in patterns
        for service in sorted({catalogue()[each].service for each in covered_types(pattern)})
    ]
