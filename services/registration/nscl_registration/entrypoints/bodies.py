"""What requests send: the bodies and query strings of docs/guide/rest.md."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_registration.domain.codes import (
    SUPPORT_ITEMS,
    ApplicationState,
)
from nscl_registration.entrypoints.fields import REASON, day, text, vnd, year
from nscl_shared.web.fields import WholeNumber

MAX_LINES = 200


class SupportBody(Schema):
    """One line of an application."""

    item_code = fields.String(required=True, validate=validate.OneOf(SUPPORT_ITEMS))
    product_id = text(max_length=100)
    system = text()


class SubmitBody(Schema):
    """Submission; without a date it is today.  The commitment may have been given before."""

    submitted_on = day()
    commitment = fields.Boolean(load_default=False)


class NoteBody(Schema):
    """A step with a note."""

    note = text(max_length=2_000)


class ApproveBody(Schema):
    """The decision with its amount."""

    support_vnd = vnd(required=True)
    decided_on = day(required=True)
    decision_number = text(max_length=80)


class RefuseBody(Schema):
    """A refusal with its reason."""

    reason = text(required=True, max_length=REASON)
    decided_on = day(required=True)


class WithdrawBody(Schema):
    """A withdrawal; without a date it is today."""

    reason = text(required=True, max_length=REASON)
    withdrawn_on = day()


class AgreementBody(Schema):
    """The support agreement."""

    number = text(required=True, max_length=80)
    total_cost_vnd = vnd(required=True, minimum=1)
    support_vnd = vnd(required=True)
    signed_on = day(required=True)


class ListQuery(Schema):
    """What every list takes."""

    cursor = text(max_length=700)
    limit = WholeNumber(load_default=50, validate=validate.Range(1, 200))


class ProjectQuery(ListQuery):
    """Projects of a year."""

    year = year(required=False)


class ActivityQuery(ProjectQuery):
    """Activities of a year, under a plan or project."""

    plan_id = text(max_length=100)
    project_id = text(max_length=100)


class ApplicationQuery(ListQuery):
    """Applications by words of case number or firm, and by where they stand."""

    q = text(max_length=100)
    state = fields.String(validate=validate.OneOf([state.value for state in ApplicationState]))
    project_id = text(max_length=100)
    firm_id = text(max_length=100)
    officer_id = text(max_length=100)
    year = year(required=False)
