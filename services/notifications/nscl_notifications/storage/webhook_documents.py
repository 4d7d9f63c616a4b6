"""Webhooks and their delivery log in the database, and the indexes each query uses."""

from __future__ import annotations

from typing import Any, ClassVar

from mongoengine import (
    BinaryField,
    BooleanField,
    DateTimeField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    FloatField,
    IntField,
    ListField,
    StringField,
)

from nscl_notifications.storage.documents import ALIAS


class SecretFields(EmbeddedDocument):  # no types
    """A signing secret, encrypted under the master key."""

    id = StringField(required=True)
    master_id = StringField(required=True)
    nonce = BinaryField(required=True)
    wrapped = BinaryField(required=True)
    valid_until = DateTimeField()


class OutcomeFields(EmbeddedDocument):  # no types
    """What came of an attempt."""

    at = DateTimeField(required=True)
    status = IntField()
    duration_ms = IntField(required=True)
    error = StringField(default="")
    retry_after = FloatField()
    gone = BooleanField(default=False)


class WebhookDocument(Document):  # no types
    """A receiver of events."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    name = StringField(required=True)
    url = StringField(required=True)
    granted = ListField(StringField(), required=True)
    bound = ListField(StringField(), required=True)
    secrets = ListField(EmbeddedDocumentField(SecretFields), required=True)
    created_at = DateTimeField(required=True)
    changed_at = DateTimeField(required=True)
    state = StringField(required=True)
    failures = IntField(required=True)
    failing_since = DateTimeField()
    next_try_at = DateTimeField()
    disabled_at = DateTimeField()
    disabled_reason = StringField(default="")
    delivered_at = DateTimeField()
    last = EmbeddedDocumentField(OutcomeFields)

    meta: ClassVar[dict[str, Any]] = {
        "collection": "webhooks",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [{"fields": ["name"], "unique": True}],
    }


class AttemptDocument(Document):  # no types
    """One line of a webhook's log; ``body`` is what was sent, to send it again."""

    id = StringField(primary_key=True)
    webhook_id = StringField(required=True)
    event_id = StringField(required=True)
    event_type = StringField(required=True)
    body = StringField(required=True)
    test = BooleanField(default=False)
    outcome = EmbeddedDocumentField(OutcomeFields, required=True)

    meta: ClassVar[dict[str, Any]] = {
        "collection": "webhook_attempts",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("webhook_id", "-_id")],
    }


WEBHOOK_DOCUMENTS = [WebhookDocument, AttemptDocument]
