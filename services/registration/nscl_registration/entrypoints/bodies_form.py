"""What requests send about the registration form, by step or all at once."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from nscl_registration.domain.form import FileKind, ReceivedVia
from nscl_registration.entrypoints.bodies import MAX_LINES, SupportBody
from nscl_registration.entrypoints.fields import FIRST_DAY, MAX_VND, day, text, vnd
from nscl_registration.entrypoints.firm_bodies import any_day
from nscl_shared.web.fields import WholeNumber


def _wishes(*, required: bool) -> fields.List[Any]:
    length = validate.Length(1, MAX_LINES)
    return fields.List(fields.Nested(SupportBody), required=required, validate=length)


def _cost(*, required: bool = False) -> WholeNumber:
    return WholeNumber(required=required, validate=validate.Range(1, MAX_VND))


class ReceiptBody(Schema):
    """How a form came in that an officer enters on behalf."""

    received_via = fields.Enum(ReceivedVia, by_value=fields.String)
    received_on = day()


class WishesBody(Schema):
    """The support items wished for."""

    supports = _wishes(required=True)


class MoneyPlanBody(Schema):
    """Cost, the unit's own money, timing; the State's share follows from the rule."""

    estimated_cost_vnd = _cost(required=True)
    own_vnd = vnd()
    starts_on = any_day()
    ends_on = any_day()


class FormBody(ReceiptBody):
    """Some fields of the form; those not named stay as they are."""

    supports = _wishes(required=False)
    estimated_cost_vnd = _cost()
    own_vnd = vnd()
    starts_on = any_day()
    ends_on = any_day()
    commitment = fields.Boolean()


class ApplicationBody(FormBody):
    """An application to a project; what is left out can be filled in later."""

    firm_id = text(required=True, max_length=100)
    project_id = text(required=True, max_length=100)


class CaseFileBody(Schema):
    """A file of an application and which paper it is."""

    serves = fields.Enum(FileKind, by_value=fields.String)


class DeadlineBody(Schema):
    """The last day to hand in and the paper that says so."""

    due_on = fields.Date(required=True, validate=validate.Range(FIRST_DAY, date(2100, 1, 1)))
    source = text(required=True)
