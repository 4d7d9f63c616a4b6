"""One message to one recipient, because of one event.

queued → sending → delivered | queued again later | failed; undeliverable as
long as nobody knows the address.  A claim (state *sending*) ends at
``claimed_until``: when a sender dies in between, another takes over, so a
letter is never lost and at worst sent twice, under the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from nscl_notifications.domain.events import Delivered, Failed, Moved
from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.patience import Patience
from nscl_shared.kernel import Aggregate, Conflict, InvalidInput


class DeliveryState(StrEnum):
    """Where a notification stands."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"


AGAIN = frozenset({DeliveryState.DELIVERED, DeliveryState.FAILED, DeliveryState.UNDELIVERABLE})


@dataclass(frozen=True)
class Attempt:
    """One line of the delivery's history."""

    at: datetime
    outcome: str
    detail: str = ""


@dataclass(kw_only=True)
class Notification(Aggregate):
    """A letter on its way; ``edition`` counts how often a person had it sent anew."""

    cause: Cause
    channel: str
    template: str
    language: str
    letter: Letter
    recipient: str | None
    created_at: datetime
    state: DeliveryState = DeliveryState.QUEUED
    edition: int = 1
    attempts: int = 0
    next_attempt_at: datetime | None = None
    claimed_until: datetime | None = None
    delivered_at: datetime | None = None
    history: list[Attempt] = field(default_factory=list)

    @classmethod
    def queue(
        cls,
        notification_id: str,
        *,
        cause: Cause,
        channel: str,
        template: str,
        language: str,
        letter: Letter,
        recipient: str | None,
        now: datetime,
    ) -> Notification:
        """Take a letter; without a recipient it is listed as undeliverable."""
        notification = cls(
            id=notification_id,
            cause=cause,
            channel=channel,
            template=template,
            language=language,
            letter=letter,
            recipient=recipient,
            created_at=now,
        )
        if recipient:
            notification._due(now, now, "queued")
        else:
            notification._move(DeliveryState.UNDELIVERABLE, now, "undeliverable")
        return notification

    @property
    def message_key(self) -> str:
        """Return what the Message-ID is made of: equal for every repeat of one edition."""
        return f"{self.id}.{self.edition}"

    def claim(self, now: datetime, lease: timedelta) -> None:
        """Take it for sending until ``now + lease``.

        Raises:
            Conflict: ``notification-not-due``: another sender has it, or it
                is not (or no longer) due.
        """
        due_at = self.next_attempt_at if self.state is DeliveryState.QUEUED else None
        if self.state is DeliveryState.SENDING:
            due_at = self.claimed_until
        if due_at is None or due_at > now:
            raise Conflict("notification-not-due", state=self.state.value)
        if self.state is DeliveryState.SENDING:
            self.history.append(Attempt(now, "interrupted"))
        self.attempts += 1
        self.claimed_until = now + lease
        self._move(DeliveryState.SENDING, now, "sending")

    def succeed(self, attempt: int, now: datetime) -> None:
        """Note that the channel accepted attempt number ``attempt``."""
        self._require_attempt(attempt)
        self.next_attempt_at, self.claimed_until, self.delivered_at = None, None, now
        self.state = DeliveryState.DELIVERED
        self.history.append(Attempt(now, "delivered"))
        self.record(
            Delivered(
                self.id, self.channel, self.template, self.cause.event_id, self.recipient or "", now
            )
        )

    def fail(
        self, attempt: int, reason: str, now: datetime, patience: Patience, *, permanent: bool
    ) -> None:
        """Note that attempt number ``attempt`` failed: try again later, or give up."""
        self._require_attempt(attempt)
        wait = patience.wait_after(self.attempts, permanent=permanent)
        if wait is not None:
            self._due(now + wait, now, "postponed", reason)
            return
        self.next_attempt_at, self.claimed_until = None, None
        self.state = DeliveryState.FAILED
        self.history.append(Attempt(now, "failed", reason))
        self.record(
            Failed(
                self.id,
                self.channel,
                self.template,
                self.cause.event_id,
                self.recipient or "",
                reason,
                self.attempts,
            )
        )

    def send_again(self, recipient: str | None, now: datetime, by: str) -> None:
        """Start over on a person's wish, to another address if one is given.

        Raises:
            Conflict: ``notification-on-its-way``.
            InvalidInput: ``recipient-missing``: it has no address, and none is given.
        """
        if self.state not in AGAIN:
            raise Conflict("notification-on-its-way", state=self.state.value)
        if not (recipient or self.recipient):
            raise InvalidInput("recipient-missing", field="recipient")
        self.recipient = recipient or self.recipient
        self.edition, self.attempts, self.delivered_at = self.edition + 1, 0, None
        self._due(now, now, "again", by)

    def address(self, recipient: str, now: datetime) -> None:
        """Queue a letter that waited for its address; others are left alone."""
        if self.state is DeliveryState.UNDELIVERABLE:
            self.recipient = recipient
            self._due(now, now, "addressed")

    def _require_attempt(self, attempt: int) -> None:
        # A sender that comes back after its claim ended must not overwrite its successor.
        if self.state is not DeliveryState.SENDING or self.attempts != attempt:
            raise Conflict("attempt-superseded", attempt=attempt, state=self.state.value)

    def _due(self, at: datetime, now: datetime, outcome: str, detail: str = "") -> None:
        self.next_attempt_at, self.claimed_until = at, None
        self._move(DeliveryState.QUEUED, now, outcome, detail)

    def _move(self, state: DeliveryState, now: datetime, outcome: str, detail: str = "") -> None:
        self.state = state
        self.history.append(Attempt(now, outcome, detail))
        self.record(Moved(self.id, state.value))
