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


_WEBHOOK = {"webhook_id": "0192f0c1-7a00-7000-8000-000000010003", "name": "so-cong-thuong"}


class WebhookSchema(EventSchema):
    """What every event about a webhook carries; its address and secrets are nobody's business."""

    webhook_id = public(identifier(), "Id of the webhook.")
    name = public(identifier(), "Name of the webhook, as the administrator gave it.")


@event(
    "vn.nscl.notifications.webhook-tested.v1",
    subject="webhook_id",
    example={**_WEBHOOK, "tested_at": "2022-05-20T08:00:00+07:00"},
)
class WebhookTested(WebhookSchema):
    """An administrator tried the webhook.  Sent to this webhook alone, never to an exchange."""

    tested_at = public(fields.AwareDateTime(required=True), "When the test was sent.")


@event(
    "vn.nscl.notifications.webhook-disabled.v1",
    subject="webhook_id",
    example={
        **_WEBHOOK,
        "reason": "failing",
        "failures": 8,
        "disabled_at": "2022-05-21T12:35:00+07:00",
    },
)
class WebhookDisabled(WebhookSchema):
    """The receiver is gone or failed too long; its events wait until it is resumed."""

    reason = public(
        choice(["gone", "failing"]), "`gone`: it answered 410.  `failing`: every retry failed."
    )
    failures = public(count(), "Failed attempts in a row.")
    disabled_at = public(fields.AwareDateTime(required=True), "When it was disabled.")


@event(
    "vn.nscl.notifications.webhook-resumed.v1",
    subject="webhook_id",
    example={**_WEBHOOK, "resumed_at": "2022-05-23T08:00:00+07:00"},
)
class WebhookResumed(WebhookSchema):
    """A paused or disabled webhook gets its waiting events again."""

    resumed_at = public(fields.AwareDateTime(required=True), "When an administrator resumed it.")
