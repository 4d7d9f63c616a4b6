"""Webhooks and their delivery log, for pages, REST and the delivery itself."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.webhook import Webhook, WebhookState
from nscl_notifications.storage.webhook_documents import (
    AttemptDocument,
    OutcomeFields,
    WebhookDocument,
)
from nscl_notifications.storage.webhook_repository import WebhookRepository
from nscl_shared.kernel import NotFound

REMOVED = WebhookState.REMOVED.value
PAGE = 50


def all_webhooks() -> list[Webhook]:
    """Return all webhooks, also those that are being removed."""
    translate = WebhookRepository().to_domain
    return [translate(document) for document in WebhookDocument.objects.order_by("name")]


def find_webhook(webhook_id: str) -> Webhook | None:
    """Return the webhook as it is stored now."""
    document = WebhookDocument.objects(id=webhook_id).first()
    return None if document is None else WebhookRepository().to_domain(document)


def webhook_named(name: str) -> Webhook:
    """Return the webhook of this name.

    Raises:
        NotFound: ``webhook-not-found``.
    """
    return WebhookRepository().present(name)


def list_webhooks() -> list[dict[str, Any]]:
    """Return a line for each webhook, by name."""
    return [webhook_view(each) for each in all_webhooks() if each.state.value != REMOVED]


def webhook_view(webhook: Webhook) -> dict[str, Any]:
    """Return what may be shown: everything but the secrets."""
    last = webhook.last
    return {
        "id": webhook.id,
        "name": webhook.name,
        "url": webhook.url,
        "events": list(webhook.granted),
        "state": webhook.state.value,
        "failures": webhook.failures,
        "failing_since": webhook.failing_since,
        "next_try_at": webhook.next_try_at,
        "disabled_at": webhook.disabled_at,
        "disabled_reason": webhook.disabled_reason,
        "delivered_at": webhook.delivered_at,
        "created_at": webhook.created_at,
        "changed_at": webhook.changed_at,
        "secrets": [{"id": s.id, "valid_until": s.valid_until} for s in webhook.secrets],
        "last": None if last is None else _outcome(last),
    }


def list_attempts(webhook_id: str, cursor: str = "") -> tuple[list[dict[str, Any]], str | None]:
    """Return the newest lines of the log first, and the cursor of the next page."""
    older = {"id__lt": cursor} if cursor else {}
    found = AttemptDocument.objects(webhook_id=webhook_id, **older).order_by("-id")
    rows = list(found.exclude("body").limit(PAGE + 1))
    following = str(rows[PAGE - 1].id) if len(rows) > PAGE else None
    return [_attempt(row) for row in rows[:PAGE]], following


def logged_event(webhook_id: str, attempt_id: str) -> tuple[str, str]:
    """Return id and body of the event of one line, to send it again.

    Raises:
        NotFound: ``attempt-not-found``: there is none, or the log has forgotten it.
    """
    row = AttemptDocument.objects(webhook_id=webhook_id, id=attempt_id, test=False).first()
    if row is None:
        raise NotFound("attempt-not-found", id=attempt_id)
    return str(row.event_id), str(row.body)


def _attempt(row: AttemptDocument) -> dict[str, Any]:
    return {
        "id": row.id,
        "event_id": row.event_id,
        "event_type": row.event_type,
        "test": row.test,
        **_outcome(row.outcome),
    }


def _outcome(outcome: Any | OutcomeFields) -> dict[str, Any]:
    return {
        "at": outcome.at,
        "status": outcome.status,
        "duration_ms": outcome.duration_ms,
        "error": outcome.error or "",
        "delivered": not outcome.error,
    }
