"""What can be asked about webhooks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl_notifications.domain.webhook import Secret
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance


@dataclass(frozen=True, kw_only=True)
class AddWebhook:
    """Send the granted ``events`` to ``url`` from now on."""

    webhook_id: str
    name: str
    url: str
    events: Sequence[str]
    secret: Secret
    now: datetime
    http_to_loopback: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeWebhook:
    """Send other events or to another address; None leaves either as it is."""

    name: str
    now: datetime
    url: str | None = None
    events: Sequence[str] | None = None
    http_to_loopback: bool = False


@dataclass(frozen=True, kw_only=True)
class RotateSecret:
    """Sign with another secret, and with the old one for a day as well."""

    name: str
    secret: Secret
    now: datetime


@dataclass(frozen=True, kw_only=True)
class PauseWebhook:
    """Send nothing until it is resumed."""

    name: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ResumeWebhook:
    """Go on where it stopped."""

    name: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class RemoveWebhook:
    """Delete it and what waits for it."""

    name: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class SettleBindings:
    """Note that the broker sends exactly ``events``."""

    webhook_id: str
    events: Sequence[str]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class NoteAttempt:
    """Note what came of one attempt to hand over the event ``body``.

    ``perseverance`` is None for a test, which has no consequences.
    """

    webhook_id: str
    event_id: str
    event_type: str
    body: str
    outcome: Outcome
    perseverance: Perseverance | None
