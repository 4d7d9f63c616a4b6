"""What happened to a notification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Moved:
    """The notification changed in a way that only our own log shows."""

    notification_id: str
    state: str


@dataclass(frozen=True)
class Delivered:
    """The channel accepted the letter."""

    notification_id: str
    channel: str
    template: str
    cause_event_id: str
    recipient: str
    delivered_at: datetime


@dataclass(frozen=True)
class Failed:
    """The letter was given up."""

    notification_id: str
    channel: str
    template: str
    cause_event_id: str
    recipient: str
    reason: str
    attempts: int
