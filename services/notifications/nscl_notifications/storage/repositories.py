"""Notifications and contacts in and out of the database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.notification import Attempt, DeliveryState, Notification
from nscl_notifications.storage.documents import (
    AttemptFields,
    CauseFields,
    ContactCopy,
    LetterFields,
    NotificationDocument,
)
from nscl_shared.persistence import AggregateRepository
from nscl_shared.persistence.words import beginnings

_PLAIN = (
    "channel", "template", "language", "recipient", "created_at", "edition", "attempts",
    "next_attempt_at", "claimed_until", "delivered_at",
)  # fmt: skip


class NotificationRepository(AggregateRepository[Notification]):
    """The notifications."""

    document = NotificationDocument
    missing = "notification-not-found"

    def caused_by(self, event_id: str, channel: str) -> Notification | None:
        """Return the one that ``event_id`` caused on ``channel``, if any."""
        return self.one(cause__event_id=event_id, channel=channel)

    def waiting_for_address(self, firm_id: str) -> list[Notification]:
        """Return the undeliverable ones to this unit."""
        return self.many(cause__firm_id=firm_id, state=DeliveryState.UNDELIVERABLE.value)

    def to_domain(self, document: NotificationDocument) -> Notification:
        """Return the stored notification."""
        cause, letter = document.cause, document.letter
        return Notification(
            id=document.id,
            version=document.version,
            cause=Cause(**{name: cause[name] for name in CauseFields._fields}),
            letter=Letter(letter.subject, letter.text, letter.html, dict(letter.headers)),
            state=DeliveryState(document.state),
            history=[Attempt(a.at, a.outcome, a.detail or "") for a in document.history],
            **{name: document[name] for name in _PLAIN},
        )

    def to_fields(self, aggregate: Notification) -> dict[str, Any]:
        """Return the fields of ``aggregate``."""
        letter = aggregate.letter
        return {
            **{name: getattr(aggregate, name) for name in _PLAIN},
            "cause": CauseFields(**asdict(aggregate.cause)),
            "letter": LetterFields(
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                headers=dict(letter.headers),
            ),
            "state": aggregate.state.value,
            "words": _words(aggregate),
            "due_at": _due_at(aggregate),
            "history": [AttemptFields(**asdict(attempt)) for attempt in aggregate.history],
        }


def _due_at(notification: Notification) -> datetime | None:
    if notification.state is DeliveryState.SENDING:
        return notification.claimed_until
    return notification.next_attempt_at


def _words(notification: Notification) -> list[str]:
    cause = notification.cause
    text = f"{cause.firm_name} {cause.reference} {notification.recipient or ''}"
    return beginnings(text)


class ContactRepository:
    """Where units want their letters."""

    def keep(self, firm_id: str, sequence: int, email: str | None) -> str | None:
        """Keep the address if ``sequence`` is newer; return the one that counts now."""
        known: str | None = ContactCopy.absorb(firm_id, sequence, email=email).email
        return known

    def email_or_expect(self, firm_id: str) -> str | None:
        """Return the known address; where there is none, leave a trace that we asked.

        The trace is a write on the unit's document: a transaction that learns
        the address at the same moment conflicts with it and is run again, so
        the letter cannot be missed between the two.
        """
        copy = ContactCopy.objects(id=firm_id).first()
        if copy is not None and copy.email:
            return str(copy.email)
        ContactCopy.objects(id=firm_id).update_one(upsert=True, inc__asked=1)
        return None
