"""The steps of sending: claim, then note what the channel said."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.letter import Errand
from nscl_notifications.domain.notification import Notification
from nscl_notifications.handlers.commands import (
    ClaimNotification,
    RecordDelivery,
    RecordFailure,
)
from nscl_notifications.handlers.ports import NotificationsWork


def claim_notification(cmd: ClaimNotification, uow: NotificationsWork) -> Errand:
    """Claim it and answer what its channel needs."""
    notification = uow.notifications.get(cmd.notification_id)
    notification.claim(cmd.now, cmd.lease)
    return _errand(notification)


def record_delivery(cmd: RecordDelivery, uow: NotificationsWork) -> dict[str, Any]:
    """Note that the channel accepted it."""
    notification = uow.notifications.get(cmd.notification_id)
    notification.succeed(cmd.attempt, cmd.now)
    return {"id": notification.id, "state": notification.state.value}


def record_failure(cmd: RecordFailure, uow: NotificationsWork) -> dict[str, Any]:
    """Note that the channel refused it or could not be reached."""
    notification = uow.notifications.get(cmd.notification_id)
    notification.fail(cmd.attempt, cmd.reason, cmd.now, cmd.patience, permanent=cmd.permanent)
    return {"id": notification.id, "state": notification.state.value}


def _errand(notification: Notification) -> Errand:
    return Errand(
        notification_id=notification.id,
        attempt=notification.attempts,
        message_key=notification.message_key,
        channel=notification.channel,
        recipient=notification.recipient or "",
        language=notification.language,
        written_at=notification.created_at,
        letter=notification.letter,
        correlation_id=notification.cause.correlation_id,
    )
