"""How much waits for a webhook and how much of its log is kept; the rest is the kit's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from environs import Env


@dataclass(frozen=True)
class WebhookSettings:
    """Limits of a queue, and the lines of a log."""

    queue_events: int
    queue_age: timedelta
    log_attempts: int


@cache
def webhook_settings() -> WebhookSettings:
    """Return the settings, read once from ``NSCL_WEBHOOK_…``.

    Raises:
        environs.EnvError, ValueError: a variable has a value of the wrong type.
    """
    env = Env()
    with env.prefixed("NSCL_WEBHOOK_"):
        return WebhookSettings(
            queue_events=env.int("QUEUE_EVENTS", 100_000),
            queue_age=timedelta(days=env.float("QUEUE_DAYS", 14.0)),
            log_attempts=env.int("LOG_ATTEMPTS", 200),
        )
