"""What REST and forms about stamps take and give."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from nscl_shared.web.fields import Text, WholeNumber
from nscl_traceability.domain.stamp_batch import BatchState
from nscl_traceability.domain.stamp_states import VoidReason
from nscl_traceability.entrypoints.schemas import QUANTITY

NOTE = validate.Length(max=1_000)
INDEX = validate.Range(min=1, max=1_000_000_000)


def quantity(**options: Any) -> WholeNumber:
    """Return a number of stamps."""
    return WholeNumber(validate=QUANTITY, **options)


def day() -> fields.Date:
    """Return the day of an act; today where none is given."""
    return fields.Date(load_default=None, allow_none=True)


class IssueAtOnceBody(Schema):
    """A new batch, requested, approved and issued at once."""

    quantity = quantity(required=True)
    issued_on = day()
    activate = fields.Boolean(load_default=False)


class RequestBody(Schema):
    """A request for stamps."""

    quantity = quantity(required=True)
    note = Text(load_default="", validate=NOTE)


class ApproveBody(Schema):
    """How many stamps are granted; all that were asked for where it is left out."""

    quantity = quantity(load_default=None, allow_none=True)


class RefuseBody(Schema):
    """Why a request is turned down."""

    reason = Text(required=True, validate=validate.Length(1, 1_000))


class IssueBody(Schema):
    """The day of issue."""

    issued_on = day()


class RangeBody(Schema):
    """A range of stamps by their indexes, both included."""

    first = WholeNumber(required=True, validate=INDEX)
    last = WholeNumber(required=True, validate=INDEX)


class VoidBody(Schema):
    """One stamp by its serial or index, or a range; and why."""

    serial = Text(load_default=None, allow_none=True, validate=validate.Length(max=300))
    first = WholeNumber(load_default=None, allow_none=True, validate=INDEX)
    last = WholeNumber(load_default=None, allow_none=True, validate=INDEX)
    reason = fields.Enum(VoidReason, by_value=True, required=True)
    note = Text(load_default="", validate=NOTE)


class BatchQuery(Schema):
    """Which batches to list."""

    state = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf([s.value for s in BatchState])
    )
    cursor = WholeNumber(load_default=None, allow_none=True, validate=INDEX)


class BatchAnswer(Schema):
    """Where the batch stands."""

    id = fields.String()
    number = fields.Integer()
    state = fields.String()
    quantity = fields.Integer()


class BatchCreated(BatchAnswer):
    """A new batch and the address of its first stamp."""

    first_url = fields.String()


class ActivatedAnswer(BatchAnswer):
    """How many stamps of the batch are in use now."""

    activated = fields.Integer()


class ScrappedAnswer(BatchAnswer):
    """How many stamps the list added to what was spoilt."""

    scrapped = fields.Integer()


class VoidedAnswer(BatchAnswer):
    """How many stamps were made void."""

    voided = fields.Integer()
