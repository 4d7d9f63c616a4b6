"""What the steps around the decision and under the agreement send."""

from __future__ import annotations

from datetime import date

from marshmallow import Schema, fields, validate

from nscl_registration.domain.codes import MovementKind
from nscl_registration.entrypoints.fields import REASON, day, text, vnd
from nscl_shared.web.fields import WholeNumber

LONG = 2_000


class SupplementBody(Schema):
    """What is missing; ``due_on`` may be in the future."""

    reason = text(required=True, max_length=REASON)
    requested_on = day()
    due_on = fields.Date(allow_none=True, validate=validate.Range(min=date(2000, 1, 1)))


class ResubmitBody(Schema):
    """Handing in again; without a date it is today."""

    submitted_on = day()
    note = text(max_length=LONG)


class WaitlistBody(Schema):
    """Putting on the waiting list."""

    reason = text(required=True, max_length=REASON)
    decided_on = day(required=True)


class StartBody(Schema):
    """The beginning of the work."""

    started_on = day(required=True)
    note = text(max_length=LONG)


class SuspendBody(Schema):
    """A pause."""

    reason = text(required=True, max_length=REASON)
    suspended_on = day(required=True)


class ResumeBody(Schema):
    """Going on."""

    resumed_on = day(required=True)
    note = text(max_length=LONG)


class ProgressBody(Schema):
    """A report of progress."""

    on = day(required=True)
    percent = WholeNumber(required=True, validate=validate.Range(0, 100))
    document = text(max_length=200)
    text = text(required=True, max_length=LONG)


class AcceptBody(Schema):
    """The acceptance of the results."""

    accepted_on = day(required=True)
    minutes_number = text(max_length=80)
    note = text(max_length=LONG)


class MoneyBody(Schema):
    """A payment, or money that came back."""

    kind = fields.Enum(MovementKind, by_value=fields.String, required=True)
    amount_vnd = vnd(required=True, minimum=1)
    on = day(required=True)
    document = text(required=True, max_length=200)
    note = text(max_length=LONG)


class SettleBody(Schema):
    """The liquidation of the agreement."""

    settled_vnd = vnd(required=True)
    settled_on = day(required=True)
    number = text(required=True, max_length=80)


class CloseBody(Schema):
    """The end of the file."""

    closed_on = day(required=True)
    note = text(max_length=LONG)


class TerminateBody(Schema):
    """The early end of an agreement."""

    reason = text(required=True, max_length=REASON)
    terminated_on = day(required=True)


class UndoBody(Schema):
    """Taking the latest step back; without a date it is today."""

    reason = text(required=True, max_length=REASON)
    undone_on = day()


class AmountQuery(Schema):
    """For which day and cost the amount is explained; without them as the papers say."""

    on = fields.Date(validate=validate.Range(min=date(2000, 1, 1)))
    cost_vnd = vnd(minimum=1)


class LedgerQuery(Schema):
    """Lines of the ledger before a number."""

    before = WholeNumber(validate=validate.Range(1, 10**9))
