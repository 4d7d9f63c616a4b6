"""Webhooks in and out of the database, and the lines of their log."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_notifications.domain.webhook import Secret, Webhook, WebhookState
from nscl_notifications.handlers.webhook_commands import NoteAttempt
from nscl_notifications.storage.webhook_documents import (
    AttemptDocument,
    OutcomeFields,
    SecretFields,
    WebhookDocument,
)
from nscl_shared.kernel import NotFound, new_id
from nscl_shared.persistence import AggregateRepository
from nscl_shared.webhooks.outcome import Outcome

_PLAIN = (
    "name", "url", "created_at", "changed_at", "failures", "failing_since", "next_try_at",
    "disabled_at", "disabled_reason", "delivered_at",
)  # fmt: skip


class WebhookRepository(AggregateRepository[Webhook]):
    """The webhooks."""

    document = WebhookDocument
    missing = "webhook-not-found"

    def named(self, name: str) -> Webhook | None:
        """Return the one of this name, also while it is being removed."""
        return self.one(name=name)

    def present(self, name: str) -> Webhook:
        """Return the one of this name.

        Raises:
            NotFound: ``webhook-not-found``: there is none, or it is being removed.
        """
        webhook = self.named(name)
        if webhook is None or webhook.state is WebhookState.REMOVED:
            raise NotFound(self.missing, id=name)
        return webhook

    def to_domain(self, document: WebhookDocument) -> Webhook:
        """Return the stored webhook."""
        return Webhook(
            id=document.id,
            version=document.version,
            granted=tuple(document.granted),
            bound=tuple(document.bound),
            secrets=tuple(_secret(each) for each in document.secrets),
            state=WebhookState(document.state),
            last=document.last and outcome_of(document.last),
            **{name: document[name] for name in _PLAIN},
        )

    def to_fields(self, aggregate: Webhook) -> dict[str, Any]:
        """Return the fields of ``aggregate``."""
        return {
            **{name: getattr(aggregate, name) for name in _PLAIN},
            "granted": list(aggregate.granted),
            "bound": list(aggregate.bound),
            "secrets": [SecretFields(**asdict(secret)) for secret in aggregate.secrets],
            "state": aggregate.state.value,
            "last": aggregate.last and OutcomeFields(**asdict(aggregate.last)),
        }


class AttemptLog:
    """The delivery log; lines join the transaction of the command."""

    def add(self, attempt: NoteAttempt) -> None:
        """Write one line."""
        AttemptDocument(
            id=new_id(),
            webhook_id=attempt.webhook_id,
            event_id=attempt.event_id,
            event_type=attempt.event_type,
            body=attempt.body,
            test=attempt.perseverance is None,
            outcome=OutcomeFields(**asdict(attempt.outcome)),
        ).save(force_insert=True)


def outcome_of(fields: OutcomeFields) -> Outcome:
    """Return the stored outcome."""
    return Outcome(**{name: fields[name] for name in OutcomeFields._fields})


def _secret(fields: SecretFields) -> Secret:
    return Secret(
        fields.id,
        fields.master_id,
        bytes(fields.nonce),
        bytes(fields.wrapped),
        fields.valid_until,
    )


def erase(webhook_id: str) -> None:
    """Delete a removed webhook and its log."""
    AttemptDocument.objects(webhook_id=webhook_id).delete()
    WebhookDocument.objects(id=webhook_id, state=WebhookState.REMOVED.value).delete()


def shorten_log(webhook_id: str, keep: int) -> None:
    """Delete all but the newest ``keep`` lines of a webhook's log."""
    lines = AttemptDocument.objects(webhook_id=webhook_id).order_by("-id")
    if oldest := lines.skip(keep - 1).limit(1).scalar("id").first():
        AttemptDocument.objects(webhook_id=webhook_id, id__lt=oldest).delete()
