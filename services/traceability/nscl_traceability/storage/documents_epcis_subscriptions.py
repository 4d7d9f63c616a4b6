"""Subscriptions to EPCIS queries."""

from __future__ import annotations

from mongoengine import (
    BinaryField,
    BooleanField,
    DateTimeField,
    DictField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    IntField,
    ListField,
    StringField,
)

from nscl_traceability.storage.documents import ALIAS


class TokenFields(EmbeddedDocument):
    """A sealed token."""

    master_id = StringField(required=True)
    nonce = BinaryField(required=True)
    wrapped = BinaryField(required=True)


class PositionFields(EmbeddedDocument):
    """How far captures are reported."""

    place = IntField(required=True)
    event = StringField(default="")


class ReportFields(EmbeddedDocument):
    """The report that is being sent."""

    id = StringField(required=True)
    made_at = DateTimeField(required=True)
    end = EmbeddedDocumentField(PositionFields, required=True)
    events = IntField(required=True)
    final = BooleanField(required=True)
    keys = ListField(StringField())


class RunFields(EmbeddedDocument):
    """The execution that is being reported."""

    until = IntField(required=True)
    begun_at = DateTimeField(required=True)
    reported = BooleanField(required=True)


class SubscriptionDocument(Document):
    """A subscription; ``parameters`` are those of its query, as pairs of name and values."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    query = StringField(required=True)
    parameters = ListField(DictField())
    account_id = StringField(required=True)
    firm_only = BooleanField(required=True)
    dest = StringField(required=True)
    token = EmbeddedDocumentField(TokenFields)
    schedule = DictField()
    report_if_empty = BooleanField(required=True)
    initial_record_time = DateTimeField(required=True)
    created_at = DateTimeField(required=True)
    position = EmbeddedDocumentField(PositionFields, required=True)
    report_events = IntField(required=True)
    report = EmbeddedDocumentField(ReportFields)
    run = EmbeddedDocumentField(RunFields)
    next_run_at = DateTimeField()
    executed_at = DateTimeField()
    notified_at = DateTimeField()
    state = StringField(required=True)
    failures = IntField(required=True)
    failing_since = DateTimeField()
    next_try_at = DateTimeField()
    disabled_at = DateTimeField()
    disabled_reason = StringField(default="")
    last_error = StringField(default="")

    meta = {
        "collection": "epcis_subscriptions",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [("query", "id"), "account_id"],
    }
