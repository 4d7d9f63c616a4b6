"""What an administrator does to a webhook."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.webhook import Webhook
from nscl_notifications.handlers.event_patterns import granted_patterns
from nscl_notifications.handlers.ports import NotificationsWork
from nscl_notifications.handlers.webhook_commands import (
    ChangeWebhook,
    PauseWebhook,
    RemoveWebhook,
    ResumeWebhook,
    RotateSecret,
)
from nscl_shared.webhooks.address import receiver_url


def change_webhook(cmd: ChangeWebhook, uow: NotificationsWork) -> dict[str, Any]:
    """Change address, events, or both."""
    webhook = uow.webhooks.present(cmd.name)
    url, events = webhook.url, list(webhook.granted)
    if cmd.url is not None:
        url = receiver_url(cmd.url, http_to_loopback=cmd.http_to_loopback)
    if cmd.events is not None:
        events = granted_patterns(cmd.events)
    webhook.change(url, events, cmd.now)
    return _stands(webhook)


def rotate_secret(cmd: RotateSecret, uow: NotificationsWork) -> dict[str, Any]:
    """Replace the secret; the answer names it, and does not hold it."""
    webhook = uow.webhooks.present(cmd.name)
    webhook.rotate_secret(cmd.secret, cmd.now)
    return {**_stands(webhook), "secret_id": webhook.secret.id}


def pause_webhook(cmd: PauseWebhook, uow: NotificationsWork) -> dict[str, Any]:
    """Stop sending."""
    webhook = uow.webhooks.present(cmd.name)
    webhook.pause(cmd.now)
    return _stands(webhook)


def resume_webhook(cmd: ResumeWebhook, uow: NotificationsWork) -> dict[str, Any]:
    """Go on sending."""
    webhook = uow.webhooks.present(cmd.name)
    webhook.resume(cmd.now)
    return _stands(webhook)


def remove_webhook(cmd: RemoveWebhook, uow: NotificationsWork) -> dict[str, Any]:
    """Mark it; whoever serves it deletes its queue and then all trace of it."""
    webhook = uow.webhooks.present(cmd.name)
    webhook.remove(cmd.now)
    return _stands(webhook)


def _stands(webhook: Webhook) -> dict[str, Any]:
    return {"id": webhook.id, "name": webhook.name, "state": webhook.state.value}
