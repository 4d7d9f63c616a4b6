"""What happened to a webhook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class WebhookChanged:
    """The webhook changed in a way that only our own log shows."""

    webhook_id: str
    what: str


@dataclass(frozen=True)
class WebhookDisabled:
    """No further attempt is made until somebody resumes it."""

    webhook_id: str
    name: str
    reason: str
    failures: int
    disabled_at: datetime


@dataclass(frozen=True)
class WebhookResumed:
    """Its waiting events go out again."""

    webhook_id: str
    name: str
    resumed_at: datetime
