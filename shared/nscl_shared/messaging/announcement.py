"""One event as the broker gets it: for the services, and for other agencies."""

from __future__ import annotations

from typing import Any

from nscl_contracts import CONTENT_TYPE
from nscl_contracts.redaction import partner_copy
from nscl_shared.messaging.publisher import Outgoing
from nscl_shared.messaging.topology import events_exchange, partner_exchange


def announcement(service: str, event_type: str, body: str, event_id: str) -> list[Outgoing]:
    """Return the messages that announce the event ``body`` of ``service``.

    A second one is for the agencies, if the event holds personal data; else the
    broker copies the first, see ``declare_producer``.
    """
    messages = [_message(events_exchange(service), event_type, body, event_id)]
    if redacted := partner_copy(event_type, body):
        messages.append(_message(partner_exchange(service), event_type, redacted, event_id))
    return messages


def properties(event_id: str) -> dict[str, Any]:
    """Return the properties of a message with the event ``event_id``."""
    return {"content_type": CONTENT_TYPE, "content_encoding": "utf-8", "message_id": event_id}


def _message(exchange: str, event_type: str, body: str, event_id: str) -> Outgoing:
    return Outgoing(exchange, event_type, body, properties(event_id))
