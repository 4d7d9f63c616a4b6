"""Names and declarations of exchanges and queues.  Names are contract: never renamed.

``<service>.events``        topic exchange, one per producing service
``<service>.partner``       the same for other agencies, without personal data
``<service>--<group>``      quorum queue of one subscription
``<queue>.dead``            its dead letters
``<service>.retry.<ms>``    waiting room of one rung of the retry ladder; a message
                            returns by its routing key, which is its queue's name
``nscl.log``                stream of all events, for replay and late agencies
"""

from __future__ import annotations

from collections.abc import Sequence

from amqp import Channel

from nscl_contracts import catalogue, type_matches
from nscl_contracts.redaction import has_personal
from nscl_shared.messaging.retention import LOG_STREAM, declare_history

DELIVERY_LIMIT = 20
QUORUM = {"x-queue-type": "quorum"}


def events_exchange(service: str) -> str:
    """Return the name of the exchange ``service`` publishes to."""
    return f"{service}.events"


def partner_exchange(service: str) -> str:
    """Return the name of the exchange with what agencies may see of ``service``."""
    return f"{service}.partner"


def retry_name(service: str, delay_ms: int) -> str:
    """Return the name shared by the exchange and queue of one rung."""
    return f"{service}.retry.{delay_ms}"


def producer_of(pattern: str) -> str:
    """Return the service that owns the event types of ``pattern``.

    Raises:
        ValueError: the pattern does not start with ``vn.nscl.<service>.``.
    """
    words = pattern.split(".")
    if words[:2] != ["vn", "nscl"] or len(words) < 4 or words[2] in "*#":  # noqa: PLR2004
        raise ValueError(f"{pattern!r} does not start with vn.nscl.<service>.")
    return words[2]


def declare_producer(channel: Channel, service: str) -> None:
    """Declare the exchanges of ``service`` and bind the history stream to its events.

    The broker itself copies what holds nothing personal to the partner
    exchange; of anything else the relay publishes a redacted copy.
    """
    exchange, partner = events_exchange(service), partner_exchange(service)
    for name in (exchange, partner):
        channel.exchange_declare(name, "topic", durable=True, auto_delete=False)
    for contract in catalogue().values():
        if contract.service == service and not has_personal(contract):
            channel.exchange_bind(partner, exchange, contract.type)
    declare_history(channel)
    channel.queue_bind(LOG_STREAM, exchange, "#")


def declare_subscription(channel: Channel, queue: str, patterns: Sequence[str]) -> None:
    """Declare a subscription's queue, its dead letters and its bindings."""
    dead = f"{queue}.dead"
    channel.queue_declare(dead, durable=True, auto_delete=False, arguments=QUORUM)
    channel.queue_declare(
        queue,
        durable=True,
        auto_delete=False,
        arguments={
            **QUORUM,
            "x-delivery-limit": DELIVERY_LIMIT,
            "x-dead-letter-exchange": "",
            "x-dead-letter-routing-key": dead,
        },
    )
    for pattern in patterns:
        exchange = events_exchange(producer_of(pattern))
        channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)
        channel.queue_bind(queue, exchange, pattern)


def declare_retry(channel: Channel, service: str, ladder_ms: Sequence[int]) -> None:
    """Declare the waiting rooms of the retry ladder of ``service``."""
    for delay in ladder_ms:
        name = retry_name(service, delay)
        channel.exchange_declare(name, "fanout", durable=True, auto_delete=False)
        channel.queue_declare(
            name,
            durable=True,
            auto_delete=False,
            arguments={**QUORUM, "x-message-ttl": delay, "x-dead-letter-exchange": ""},
        )
        channel.queue_bind(name, name)


def wanted(patterns: Sequence[str], event_type: str) -> bool:
    """Tell whether any pattern covers ``event_type``."""
    return any(type_matches(pattern, event_type) for pattern in patterns)
