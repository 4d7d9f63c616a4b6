"""Embedded parts of documents, and how lists are searched."""

from __future__ import annotations

from typing import Any

from mongoengine import (
    DateField,
    EmbeddedDocument,
    LongField,
    StringField,
)

from nscl_shared.kernel import search_key

ALIAS = "registration"


def search_words(*texts: str | None) -> list[str]:
    """Return the distinct words of ``texts`` without accents, sorted.

    A list finds a row by prefixes of its words, so the index on the words serves
    "chứa từ bắt đầu bằng" in any order of words.
    """
    return sorted({word for text in texts if text for word in search_key(text).split()})


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


def values(part: EmbeddedDocument) -> dict[str, Any]:
    """Return the fields of an embedded part as Python values."""
    return {name: getattr(part, name) for name in part._fields}
