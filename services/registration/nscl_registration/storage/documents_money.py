"""The budgets and their ledger."""

from __future__ import annotations

from mongoengine import (
    Document,
    EmbeddedDocumentField,
    IntField,
    LongField,
    MapField,
    StringField,
)

from nscl_registration.storage.parts import CausePart, kept_in


class BudgetDocument(Document):
    """What a project may spend, has promised, paid and got back."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    project_id = StringField(required=True)
    year = IntField(required=True)
    source = StringField(required=True)
    planned_vnd = LongField()
    held = MapField(LongField())
    paid_vnd = LongField(required=True)
    returned_vnd = LongField(required=True)
    entries = IntField(required=True)

    meta = kept_in("budgets", "project_id")


class LedgerDocument(Document):
    """A line of the ledger; written once."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    budget_id = StringField(required=True)
    number = IntField(required=True)
    kind = StringField(required=True)
    amount_vnd = LongField(required=True)
    cause = EmbeddedDocumentField(CausePart, required=True)

    meta = kept_in(
        "ledger",
        {"fields": ["budget_id", "number"], "unique": True},
        ("cause.application_id", "number"),
    )
