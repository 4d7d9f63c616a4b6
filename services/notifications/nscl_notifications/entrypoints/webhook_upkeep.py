"""What webhooks need now and then: backlogs counted, logs kept short."""

from __future__ import annotations

from pymongo.errors import PyMongoError

from nscl_notifications.entrypoints.webhook_metrics import count_backlogs, show_backlogs
from nscl_notifications.publishing.webhook_settings import webhook_settings
from nscl_notifications.queries.webhooks import all_webhooks
from nscl_notifications.storage.webhook_repository import shorten_log
from nscl_shared.observability.logs import get_logger

log = get_logger(__name__)


def keep_up_webhooks() -> None:
    """Set the gauges of the backlogs and forget old attempts."""
    try:
        webhooks = all_webhooks()
        for webhook in webhooks:
            shorten_log(webhook.id, webhook_settings().log_attempts)
    except PyMongoError as error:
        log.warning("webhooks-not-kept-up", reason=str(error)[:200])
        return
    if webhooks:
        show_backlogs(count_backlogs([webhook.name for webhook in webhooks]))
