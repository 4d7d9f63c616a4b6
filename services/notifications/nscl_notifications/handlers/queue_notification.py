"""Write to the unit an event is about: one notification per event and channel."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.address import clean_address
from nscl_notifications.domain.notification import Notification
from nscl_notifications.handlers.commands import QueueNotification
from nscl_notifications.handlers.ports import NotificationsWork
from nscl_shared.kernel import new_id


def queue_notification(cmd: QueueNotification, uow: NotificationsWork) -> dict[str, Any]:
    """Queue the letter; a second one for the same event changes nothing."""
    notification = uow.notifications.caused_by(cmd.cause.event_id, cmd.channel)
    if notification is None:
        notification = _new(cmd, uow)
        uow.notifications.add(notification)
    return {"id": notification.id, "state": notification.state.value}


def _new(cmd: QueueNotification, uow: NotificationsWork) -> Notification:
    recipient = clean_address(cmd.recipient) or uow.contacts.email_or_expect(cmd.cause.firm_id)
    return Notification.queue(
        new_id(),
        cause=cmd.cause,
        channel=cmd.channel,
        template=cmd.template,
        language=cmd.language,
        letter=cmd.letter,
        recipient=recipient,
        now=cmd.now,
    )
