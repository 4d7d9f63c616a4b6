"""Write to the unit an event is about: one notification per event and channel."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nscl_notifications.domain.address import clean_address
from nscl_notifications.domain.notification import Notification
from nscl_notifications.handlers.commands import QueueNotification
from nscl_notifications.handlers.ports import NotificationsWork


def notification_id(event_id: str, channel: str) -> str:
    """Return the id of the notification that an event causes on a channel, always the same."""
    return str(uuid5(NAMESPACE_URL, f"urn:nscl:notification:{event_id}:{channel}"))


def queue_notification(cmd: QueueNotification, uow: NotificationsWork) -> dict[str, Any]:
    """Queue the letter; a second one for the same event changes nothing."""
    new_id = notification_id(cmd.cause.event_id, cmd.channel)
    notification = uow.notifications.find(new_id)
    if notification is None:
        notification = _new(new_id, cmd, uow)
        uow.notifications.add(notification)
    return {"id": notification.id, "state": notification.state.value}


def _new(new_id: str, cmd: QueueNotification, uow: NotificationsWork) -> Notification:
    recipient = clean_address(cmd.recipient) or uow.contacts.email_or_expect(cmd.cause.firm_id)
    return Notification.queue(
        new_id,
        cause=cmd.cause,
        channel=cmd.channel,
        template=cmd.template,
        language=cmd.language,
        letter=cmd.letter,
        recipient=recipient,
        now=cmd.now,
    )
