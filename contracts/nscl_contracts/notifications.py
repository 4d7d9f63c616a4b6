"""Events of the notifications service."""

from __future__ import annotations

from marshmallow import fields

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, count, identifier, partner, personal, public, text

_DELIVERY = {
    "notification_id": "0192f0c1-7a00-7000-8000-000000010001",
    "channel": "email",
    "template": "application-approved",
    "cause_event_id": "0192f0c1-7a00-7000-8000-000000010002",
    "recipient": "lien.he@vidu.example",
}


class NotificationSchema(EventSchema):
    """What every event about a notification carries."""

    notification_id = public(identifier(), "Id of the notification.")
    channel = public(choice(["email", "webhook", "in-app"]), "How it was sent.")
    template = public(text(max_length=100), "Template that made the words.")
    cause_event_id = public(identifier(required=False), "The event that caused it.")
    recipient = personal(text(), "Address it was sent to.")


@event(
    "vn.nscl.notifications.notification-delivered.v1",
    subject="notification_id",
    example={**_DELIVERY, "delivered_at": "2022-05-20T08:00:00+07:00"},
)
class NotificationDelivered(NotificationSchema):
    """The channel accepted the message."""

    delivered_at = public(fields.AwareDateTime(required=True), "When the channel accepted it.")


@event(
    "vn.nscl.notifications.notification-failed.v1",
    subject="notification_id",
    example={**_DELIVERY, "reason": "550 mailbox unavailable", "attempts": 5},
)
class NotificationFailed(NotificationSchema):
    """The message was given up after its last attempt."""

    reason = partner(text(), "What the channel answered.")
    attempts = public(count(), "How often it was tried.")
