"""A letter as it is sent: fixed when it is queued, so that a repeat has the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Letter:
    """Words of one message; ``headers`` are additional ones, in plain text."""

    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cause:
    """Why there is a letter: the event, and what people call the thing it is about.

    ``correlation_id`` ties the sending to the request that began it all.
    """

    event_id: str
    event_type: str
    reference: str
    firm_id: str
    firm_name: str
    correlation_id: str | None = None


@dataclass(frozen=True)
class Errand:
    """All that a channel needs to send one letter; ``attempt`` counts from 1.

    ``message_key`` is equal for every repeat of the same letter, so that a
    channel can make a doubled send recognisable.
    """

    notification_id: str
    attempt: int
    message_key: str
    channel: str
    recipient: str
    language: str
    written_at: datetime
    letter: Letter
    correlation_id: str | None = None
