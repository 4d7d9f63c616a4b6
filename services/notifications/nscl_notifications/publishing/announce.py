"""From domain event to contract message."""

from __future__ import annotations

from dataclasses import asdict

from nscl_contracts import Message
from nscl_contracts.notifications import NotificationDelivered, NotificationFailed
from nscl_notifications.domain.events import Delivered, Failed

_CONTRACTS = {Delivered: NotificationDelivered, Failed: NotificationFailed}


def announce(event: object) -> Message | None:
    """Return the message for ``event``, None where no contract exists."""
    if isinstance(event, Delivered | Failed):
        return Message(_CONTRACTS[type(event)], asdict(event))
    return None
