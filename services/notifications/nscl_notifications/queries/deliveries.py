"""The delivery log: what was written to whom, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from nscl_notifications.domain.notification import AGAIN, DeliveryState
from nscl_notifications.storage.documents import NotificationDocument
from nscl_shared.kernel import InvalidInput, NotFound, search_key

MAX_LIMIT = 200
MILLIS_DIGITS = 14
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
    conditions = _conditions(wanted)
    query = {"$and": conditions} if conditions else {}
    found = (
        NotificationDocument.objects(__raw__=query)
        .order_by("-created_at", "-id")
        .limit(wanted.limit + 1)
    )
    rows = list(found)
    following = _cursor(rows[wanted.limit - 1]) if len(rows) > wanted.limit else None
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


def _conditions(wanted: Filter) -> list[dict[str, Any]]:
    equal = {"state": wanted.state, "template": wanted.template}
    conditions: list[dict[str, Any]] = [{key: value} for key, value in equal.items() if value]
    conditions += [
        {"words": {"$regex": f"^{re.escape(word)}"}} for word in search_key(wanted.q).split()
    ]
    if wanted.cursor:
        conditions.append(_after(wanted.cursor))
    return conditions


def _cursor(document: NotificationDocument) -> str:
    return f"{int(document.created_at.timestamp() * 1000)}~{document.id}"


def _after(cursor: str) -> dict[str, Any]:
    millis, _sep, last_id = cursor.partition("~")
    if not (millis.isascii() and millis.isdecimal() and last_id) or len(millis) > MILLIS_DIGITS:
        raise InvalidInput("cursor-invalid", field="cursor")
    moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(millis))
    return {"$or": [{"created_at": {"$lt": moment}},
                    {"created_at": moment, "_id": {"$lt": last_id}}]}
