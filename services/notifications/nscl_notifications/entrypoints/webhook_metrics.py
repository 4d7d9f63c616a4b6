"""Figures of the webhooks for operators."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import Counter, Gauge

from nscl_notifications.domain.webhook import Webhook, WebhookState
from nscl_notifications.publishing import webhook_queue
from nscl_notifications.publishing.webhook_settings import webhook_settings
from nscl_shared.messaging.consumer import BROKEN
from nscl_shared.observability.logs import get_logger

SENT = "notifications"  # the label "service" of every series
WEBHOOK_ATTEMPTS = Counter(
    "nscl_notifications_webhook_attempts_total",
    "Attempts to hand an event to a webhook, by outcome: delivered, failed.",
    ["service", "outcome"],
)
FAILURES = Gauge(
    "nscl_notifications_webhook_failures",
    "Failed attempts in a row since the last event that the webhook took.",
    ["service", "webhook"],
)
DISABLED = Gauge(
    "nscl_notifications_webhook_disabled",
    "1 where a webhook was disabled and waits for somebody to resume it.",
    ["service", "webhook"],
)
BACKLOG = Gauge("nscl_notifications_webhook_backlog", "Events that wait.", ["service", "webhook"])
FILL = Gauge(
    "nscl_notifications_webhook_fill_ratio",
    "Part of the queue's limit that is used; at 1 the oldest events are dropped.",
    ["service", "webhook"],
)

log = get_logger(__name__)


def show_states(webhooks: Sequence[Webhook]) -> None:
    """Set the gauges that the database alone tells."""
    FAILURES.clear()
    DISABLED.clear()
    for each in webhooks:
        FAILURES.labels(SENT, each.name).set(each.failures)
        DISABLED.labels(SENT, each.name).set(each.state is WebhookState.DISABLED)


def count_backlogs(names: Sequence[str]) -> dict[str, int]:
    """Ask the broker how many events wait; empty while it is out of reach."""
    try:
        with webhook_queue.connection() as link:
            waiting = {name: webhook_queue.backlog(link, name) for name in names}
    except BROKEN as error:
        log.warning("backlogs-not-counted", reason=repr(error)[:200])
        return {}
    return waiting


def show_backlogs(waiting: dict[str, int]) -> None:
    """Set the gauges of what waits."""
    BACKLOG.clear()
    FILL.clear()
    for name, events in waiting.items():
        BACKLOG.labels(SENT, name).set(events)
        FILL.labels(SENT, name).set(events / webhook_settings().queue_events)
