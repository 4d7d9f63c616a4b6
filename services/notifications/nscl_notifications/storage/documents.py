"""What lies in the database ``nscl_notifications``, and the indexes each query uses."""

from __future__ import annotations

from typing import Any, ClassVar

from mongoengine import (
    DateTimeField,
    DictField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    IntField,
    ListField,
    StringField,
)

from nscl_shared.persistence import ConvergentDocument

ALIAS = "notifications"


class CauseFields(EmbeddedDocument):  # no types
    """The event a letter is about."""

    event_id = StringField(required=True)
    event_type = StringField(required=True)
    reference = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    correlation_id = StringField()


class LetterFields(EmbeddedDocument):  # no types
    """The words, as they were sent."""

    subject = StringField(required=True)
    text = StringField(required=True)
    html = StringField(required=True)
    headers = DictField()


class AttemptFields(EmbeddedDocument):  # no types
    """One line of the history."""

    at = DateTimeField(required=True)
    outcome = StringField(required=True)
    detail = StringField(default="")


class NotificationDocument(Document):  # no types
    """A letter on its way; ``due_at`` is set exactly while somebody should act."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    cause = EmbeddedDocumentField(CauseFields, required=True)
    channel = StringField(required=True)
    template = StringField(required=True)
    language = StringField(required=True)
    letter = EmbeddedDocumentField(LetterFields, required=True)
    recipient = StringField()
    words = ListField(StringField())
    created_at = DateTimeField(required=True)
    state = StringField(required=True)
    edition = IntField(required=True)
    attempts = IntField(required=True)
    next_attempt_at = DateTimeField()
    claimed_until = DateTimeField()
    delivered_at = DateTimeField()
    due_at = DateTimeField()
    history = ListField(EmbeddedDocumentField(AttemptFields))

    meta: ClassVar[dict[str, Any]] = {
        "collection": "notifications",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [
            {"fields": ["cause.event_id", "channel"], "unique": True},
            {"fields": ["due_at"], "sparse": True},
            ("state", "-_id"),
            ("template", "-_id"),
            ("cause.firm_id", "state"),
            "words",
        ],
    }


class ContactCopy(ConvergentDocument):
    """Where a unit wants its letters, as registration knows it (personal data)."""

    email = StringField()
    asked = IntField(default=0)

    meta: ClassVar[dict[str, Any]] = {
        "collection": "contacts",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
    }


DOCUMENTS = [NotificationDocument, ContactCopy]
