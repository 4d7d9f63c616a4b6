"""The delivery log: what was written to whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nscl_notifications.domain.notification import AGAIN, DeliveryState
from nscl_notifications.storage.documents import NotificationDocument
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.words import matching

MAX_LIMIT = 200
# "undeliverable" letters are listed until somebody finds the address.
STATES = tuple(state.value for state in DeliveryState)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What to list; ``q`` are words of unit, case number or address, accents or not."""

    state: str = ""
    template: str = ""
    q: str = ""
    cursor: str = ""
    limit: int = 50


def list_deliveries(wanted: Filter) -> tuple[list[dict[str, Any]], str | None]:
    """Return the newest first, and the cursor of the next page."""
    found = NotificationDocument.objects(__raw__=_conditions(wanted)).order_by("-id")
    rows = list(found.limit(wanted.limit + 1))
    following = str(rows[wanted.limit - 1].id) if len(rows) > wanted.limit else None
    return [delivery_view(row) for row in rows[: wanted.limit]], following


def show_delivery(notification_id: str) -> dict[str, Any]:
    """Return one notification with its words and history.

    Raises:
        NotFound: ``notification-not-found``.
    """
    document = NotificationDocument.objects(id=notification_id).first()
    if document is None:
        raise NotFound("notification-not-found", id=notification_id)
    history = [{"at": a.at, "outcome": a.outcome, "detail": a.detail} for a in document.history]
    return {
        **delivery_view(document),
        "subject": document.letter.subject,
        "text": document.letter.text,
        "history": history,
    }


def delivery_view(document: NotificationDocument) -> dict[str, Any]:
    """Return one line of the log."""
    last = document.history[-1] if document.history else None
    return {
        "id": document.id,
        "state": document.state,
        "channel": document.channel,
        "template": document.template,
        "language": document.language,
        "recipient": document.recipient,
        "firm_id": document.cause.firm_id,
        "firm_name": document.cause.firm_name,
        "reference": document.cause.reference,
        "cause_event_id": document.cause.event_id,
        "created_at": document.created_at,
        "delivered_at": document.delivered_at,
        "attempts": document.attempts,
        "next_attempt_at": document.next_attempt_at,
        "last_detail": (last.detail or "") if last else "",
        "can_send_again": DeliveryState(document.state) in AGAIN,
    }


def count_by_state() -> dict[str, int]:
    """Return how many letters are in each state."""
    return {state: NotificationDocument.objects(state=state).count() for state in STATES}


def _conditions(wanted: Filter) -> dict[str, Any]:
    equal = {"state": wanted.state, "template": wanted.template}
    conditions: dict[str, Any] = {key: value for key, value in equal.items() if value}
    if wanted.cursor:
        conditions["_id"] = {"$lt": wanted.cursor}
    return {**conditions, **matching(wanted.q)}
