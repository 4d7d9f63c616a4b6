"""Embedded parts of documents."""

from __future__ import annotations

from typing import Any

from mongoengine import (
    DateField,
    EmbeddedDocument,
    IntField,
    LongField,
    StringField,
)

ALIAS = "registration"


def kept_in(collection: str, *indexes: str | tuple[str, ...] | dict[str, Any]) -> dict[str, Any]:
    """Return the ``meta`` of a document: its collection in this service's database, and indexes.

    They are made by ``setup`` alone; fields that a later version stored are left as they are.
    """
    return {
        "collection": collection,
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": list(indexes),
    }


class ProductPart(EmbeddedDocument):
    """A product of a firm."""

    product_id = StringField(required=True)
    name = StringField(required=True)
    standard = StringField()
    output = StringField()


class SupportPart(EmbeddedDocument):
    """One line of an application."""

    item_code = StringField(required=True)
    product_id = StringField()
    product_name = StringField()
    system = StringField()


class StepPart(EmbeddedDocument):
    """One line of the timeline."""

    state = StringField(required=True)
    on = DateField(required=True)
    by = StringField(required=True)
    note = StringField()
    document = StringField()
    undoes = StringField()


class ApprovalPart(EmbeddedDocument):
    """The decision."""

    support_vnd = LongField(required=True)
    decided_on = DateField(required=True)
    decision_number = StringField()


class AgreementPart(EmbeddedDocument):
    """The support agreement."""

    number = StringField(required=True)
    total_cost_vnd = LongField(required=True)
    support_vnd = LongField(required=True)
    legal_basis = StringField(required=True)
    signed_on = DateField(required=True)


class SettlementPart(EmbeddedDocument):
    """What the State owes in the end."""

    settled_vnd = LongField(required=True)
    settled_on = DateField(required=True)
    number = StringField(required=True)


class MovementPart(EmbeddedDocument):
    """A payment or return."""

    kind = StringField(required=True)
    amount_vnd = LongField(required=True)
    on = DateField(required=True)
    document = StringField(required=True)
    by = StringField(required=True)
    note = StringField()
    steps = IntField(required=True)


class ProgressPart(EmbeddedDocument):
    """A report of progress."""

    on = DateField(required=True)
    by = StringField(required=True)
    text = StringField(required=True)
    percent = IntField(required=True)
    document = StringField()
    steps = IntField(required=True)


class CausePart(EmbeddedDocument):
    """Why a line of the ledger was written."""

    application_id = StringField(required=True)
    case_number = StringField(required=True)
    on = DateField(required=True)
    by = StringField(required=True)
    document = StringField()


def values(part: EmbeddedDocument) -> dict[str, Any]:
    """Return the fields of an embedded part as Python values."""
    return {name: getattr(part, name) for name in part._fields}
