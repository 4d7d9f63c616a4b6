"""Which handler carries out which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_notifications.handlers import commands as c
from nscl_notifications.handlers import webhook_commands as w
from nscl_notifications.handlers.add_webhook import add_webhook
from nscl_notifications.handlers.change_webhook import (
    change_webhook,
    pause_webhook,
    remove_webhook,
    resume_webhook,
    rotate_secret,
)
from nscl_notifications.handlers.copy_contact import copy_contact
from nscl_notifications.handlers.deliver import (
    claim_notification,
    record_delivery,
    record_failure,
)
from nscl_notifications.handlers.note_attempt import note_attempt, settle_bindings
from nscl_notifications.handlers.queue_notification import queue_notification
from nscl_notifications.handlers.send_again import send_again

HANDLERS: Mapping[type, Callable[..., Any]] = {
    c.QueueNotification: queue_notification,
    c.CopyContact: copy_contact,
    c.ClaimNotification: claim_notification,
    c.RecordDelivery: record_delivery,
    c.RecordFailure: record_failure,
    c.SendAgain: send_again,
    w.AddWebhook: add_webhook,
    w.ChangeWebhook: change_webhook,
    w.RotateSecret: rotate_secret,
    w.PauseWebhook: pause_webhook,
    w.ResumeWebhook: resume_webhook,
    w.RemoveWebhook: remove_webhook,
    w.SettleBindings: settle_bindings,
    w.NoteAttempt: note_attempt,
}
