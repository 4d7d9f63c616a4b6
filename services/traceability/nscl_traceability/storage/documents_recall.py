"""Recalls as they are stored."""

from __future__ import annotations

from mongoengine import (
    BooleanField,
    DateField,
    DateTimeField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)

from nscl_traceability.storage.documents import ALIAS


class ReachedLotPart(EmbeddedDocument):
    lot_id = StringField(required=True)
    node = StringField(required=True)
    gtin = StringField(required=True)
    name = StringField(required=True)
    number = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    level = IntField(required=True)


class StampRangePart(EmbeddedDocument):
    batch_id = StringField(required=True)
    batch_number = IntField(required=True)
    lot_id = StringField(required=True)
    first = IntField(required=True)
    last = IntField(required=True)


class AnswerPart(EmbeddedDocument):
    """Figures are decimal numbers as text."""

    firm_id = StringField(required=True)
    by = StringField(required=True)
    at = DateTimeField(required=True)
    stock = StringField()
    returned = StringField()
    destroyed = StringField()
    unit = StringField(default="")
    note = StringField(default="")


class StepPart(EmbeddedDocument):
    kind = StringField(required=True)
    at = DateTimeField(required=True)
    by = StringField(required=True)
    note = StringField(default="")


class RecallDocument(Document):
    """``firm_ids`` are the firms that are told."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    number = StringField(required=True, unique=True)
    product_id = StringField(required=True)
    first = EmbeddedDocumentField(ReachedLotPart, required=True)
    reason = StringField(required=True)
    risk = StringField(required=True)
    instruction = StringField(required=True)
    state = StringField(required=True)
    lots = EmbeddedDocumentListField(ReachedLotPart)
    stamps = EmbeddedDocumentListField(StampRangePart)
    outside = ListField(StringField())
    cut = BooleanField(default=False)
    opened_on = DateField()
    closed_on = DateField()
    answers = EmbeddedDocumentListField(AnswerPart)
    steps = EmbeddedDocumentListField(StepPart)
    firm_ids = ListField(StringField())

    meta = {
        "collection": "recalls",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["firm_ids", "lots.lot_id", "state"],
    }
