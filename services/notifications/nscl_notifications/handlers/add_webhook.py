"""Take a new receiver of events."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.receiver import receiver_name
from nscl_notifications.domain.webhook import Webhook
from nscl_notifications.handlers.event_patterns import granted_patterns
from nscl_notifications.handlers.ports import NotificationsWork
from nscl_notifications.handlers.webhook_commands import AddWebhook
from nscl_shared.kernel import Conflict
from nscl_shared.webhooks.address import receiver_url


def add_webhook(cmd: AddWebhook, uow: NotificationsWork) -> dict[str, Any]:
    """Add it; the secret is not part of the answer, which is kept for repeats."""
    name = receiver_name(cmd.name)
    if uow.webhooks.named(name) is not None:
        raise Conflict("webhook-name-taken", field="name", name=name)
    webhook = Webhook.add(
        cmd.webhook_id,
        name=name,
        url=receiver_url(cmd.url, http_to_loopback=cmd.http_to_loopback),
        events=granted_patterns(cmd.events),
        secret=cmd.secret,
        now=cmd.now,
    )
    uow.webhooks.add(webhook)
    return {"id": webhook.id, "name": name, "secret_id": webhook.secret.id}
