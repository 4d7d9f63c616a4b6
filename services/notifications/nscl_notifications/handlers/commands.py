"""The commands: what can be asked of this service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.patience import Patience


@dataclass(frozen=True, kw_only=True)
class QueueNotification:
    """Write to the unit an event is about; ``recipient`` is what the event itself says."""

    cause: Cause
    template: str
    language: str
    letter: Letter
    recipient: str | None
    now: datetime
    channel: str = "email"


@dataclass(frozen=True, kw_only=True)
class CopyContact:
    """Keep where a unit wants its letters, as of ``sequence`` of its register entry."""

    firm_id: str
    sequence: int
    email: str | None
    now: datetime


@dataclass(frozen=True, kw_only=True)
class ClaimNotification:
    """Take a due notification for sending, for at most ``lease``."""

    notification_id: str
    now: datetime
    lease: timedelta


@dataclass(frozen=True, kw_only=True)
class RecordDelivery:
    """Note that the channel accepted an attempt."""

    notification_id: str
    attempt: int
    now: datetime


@dataclass(frozen=True, kw_only=True)
class RecordFailure:
    """Note that an attempt failed."""

    notification_id: str
    attempt: int
    reason: str
    permanent: bool
    now: datetime
    patience: Patience


@dataclass(frozen=True, kw_only=True)
class SendAgain:
    """Send once more on a person's wish."""

    notification_id: str
    now: datetime
    recipient: str | None = None
    by: str = ""
