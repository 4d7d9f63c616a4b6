"""Embedded parts of products and lots, and how they become domain values and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mongoengine import (
    BooleanField,
    DateField,
    EmbeddedDocument,
    EmbeddedDocumentField,
    IntField,
    StringField,
)

from nscl_traceability.domain.lot_parts import LabTest, LotInput, RecallMark
from nscl_traceability.domain.papers import AttachedFile


class FilePart(EmbeddedDocument):
    """A file in the attachment store."""

    attachment_id = StringField(required=True)
    name = StringField(required=True)
    content_type = StringField(required=True)
    size = IntField(required=True)


class InputPart(EmbeddedDocument):
    """What went into a lot; ``quantity`` is a decimal number as text."""

    node = StringField(required=True)
    quantity = StringField(required=True)
    unit = StringField(required=True)
    lot_id = StringField()
    name = StringField(required=True)
    number = StringField(default="")
    supplier = StringField(required=True)


class LabTestPart(EmbeddedDocument):
    """A test of a lot by a laboratory."""

    test_id = StringField(required=True)
    laboratory = StringField(required=True)
    tested_on = DateField(required=True)
    subject = StringField(required=True)
    result = StringField(required=True)
    passed = BooleanField(required=True)
    file = EmbeddedDocumentField(FilePart)


class RecallPart(EmbeddedDocument):
    """The recall that a lot stands under.

    ``closed_on`` is set when the recall was carried out: goods found later are still
    recalled goods.  A recall that was withdrawn leaves no mark.
    """

    recall_id = StringField(required=True)
    reason = StringField(required=True)
    opened_on = DateField(required=True)
    closed_on = DateField()
    instruction = StringField(default="")


def values(part: Any) -> dict[str, Any]:
    """Return the fields of a part."""
    return {name: part[name] for name in part._fields}  # mongoengine's way


def file_of(part: Any) -> AttachedFile | None:
    """Return the file, if there is one."""
    return AttachedFile(**values(part)) if part else None


def file_part(file: AttachedFile | None) -> FilePart | None:
    """Return its document."""
    return FilePart(**vars(file)) if file else None


def input_of(part: Any) -> LotInput:
    """Return an input."""
    known = values(part)
    return LotInput(quantity=Decimal(known.pop("quantity")), **known)


def input_part(given: LotInput) -> InputPart:
    """Return its document."""
    return InputPart(**{**vars(given), "quantity": str(given.quantity)})


def lab_test_of(part: Any) -> LabTest:
    """Return a test."""
    known = values(part)
    return LabTest(file=file_of(known.pop("file")), **known)


def lab_test_part(given: LabTest) -> LabTestPart:
    """Return its document."""
    return LabTestPart(**{**vars(given), "file": file_part(given.file)})


def mark_of(part: Any) -> RecallMark | None:
    """Return the mark of a recall, if there is one."""
    return RecallMark(**values(part)) if part else None


def mark_part(given: RecallMark | None) -> RecallPart | None:
    """Return its document."""
    return RecallPart(**vars(given)) if given else None
