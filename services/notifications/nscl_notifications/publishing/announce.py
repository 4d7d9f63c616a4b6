"""From domain event to contract message."""

from __future__ import annotations

from dataclasses import asdict

from nscl_contracts import Message
from nscl_contracts import notifications as contracts
from nscl_notifications.domain import webhook_events
from nscl_notifications.domain.events import Delivered, Failed

_CONTRACTS = {
    Delivered: contracts.NotificationDelivered,
    Failed: contracts.NotificationFailed,
    webhook_events.WebhookDisabled: contracts.WebhookDisabled,
    webhook_events.WebhookResumed: contracts.WebhookResumed,
}


def announce(event: object) -> Message | None:
    """Return the message for ``event``, None where no contract exists."""
    contract = _CONTRACTS.get(type(event))
    return None if contract is None else Message(contract, asdict(event))  # type: ignore[call-overload]
