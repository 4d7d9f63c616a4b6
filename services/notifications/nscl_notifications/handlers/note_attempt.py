"""What the delivery itself notes."""

from __future__ import annotations

from typing import Any

from nscl_notifications.handlers.ports import NotificationsWork
from nscl_notifications.handlers.webhook_commands import NoteAttempt, SettleBindings


def note_attempt(cmd: NoteAttempt, uow: NotificationsWork) -> dict[str, Any]:
    """Note it on the webhook and in its log, in one transaction."""
    webhook = uow.webhooks.get(cmd.webhook_id)
    if cmd.perseverance is None:
        webhook.note_test(cmd.outcome)
    else:
        webhook.note(cmd.outcome, cmd.perseverance)
    uow.attempts.add(cmd)
    return {"state": webhook.state.value, "delivered": cmd.outcome.delivered}


def settle_bindings(cmd: SettleBindings, uow: NotificationsWork) -> dict[str, Any]:
    """Note what the broker sends."""
    webhook = uow.webhooks.get(cmd.webhook_id)
    webhook.settle_bindings(cmd.events, cmd.now)
    return {}
