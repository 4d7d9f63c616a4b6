"""What requests about the appraisal send."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, pre_load, validate

from nscl_registration.domain.appraisal.council import Seat
from nscl_registration.entrypoints.fields import REASON, day, text
from nscl_registration.entrypoints.views import StateView
from nscl_shared.web.fields import WholeNumber


class MemberBody(Schema):
    """A member of the council; ``account_id`` is the account that scores."""

    account_id = text(required=True, max_length=100)
    name = text(required=True, max_length=200)
    seat = fields.Enum(Seat, by_value=fields.String, required=True)


class CouncilBody(Schema):
    """The members of the council."""

    members = fields.List(fields.Nested(MemberBody), required=True, validate=validate.Length(1, 15))

    @pre_load
    def without_empty_lines(self, data: Any, **_kwargs: Any) -> Any:
        """Leave out lines of the form that name nobody."""
        if not isinstance(data, dict) or not isinstance(data.get("members"), list):
            return data
        return {**data, "members": [m for m in data["members"] if _names_somebody(m)]}


def _names_somebody(member: Any) -> bool:
    if not isinstance(member, dict):
        return True
    return bool(member.get("account_id") or member.get("name"))


class ConflictBody(Schema):
    """A conflict of interest; without an account it is the caller's own."""

    reason = text(required=True, max_length=REASON)
    account_id = text(max_length=100)


class PointsBody(Schema):
    """Points for one criterion."""

    criterion = text(required=True, max_length=50)
    points = WholeNumber(required=True, validate=validate.Range(0, 100))


class ScoresBody(Schema):
    """A member's points for every criterion."""

    scores = fields.List(fields.Nested(PointsBody), required=True, validate=validate.Length(1, 50))
    comment = text(max_length=2_000)


class OverrideBody(Schema):
    """Why a rule that does not hold shall not stand in the way."""

    rule = text(required=True, max_length=50)
    reason = text(required=True, max_length=REASON)


class ConcludeBody(Schema):
    """The end of the appraisal; without a date it is today."""

    concluded_on = day()


class CheckView(Schema):
    """An eligibility rule with its result."""

    rule = fields.String(required=True)
    outcome = fields.String(required=True)
    source = fields.String(required=True)
    detail = fields.String(required=True)
    override = fields.String(allow_none=True)
    override_by = fields.String(allow_none=True)


class AppraisalView(Schema):
    """The appraisal of an application."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    case_number = fields.String(required=True)
    members = fields.List(fields.Dict(), required=True)
    checks = fields.List(fields.Nested(CheckView), required=True)
    criteria = fields.Dict(required=True)
    scores = fields.Dict(required=True)
    conclusion = fields.Dict(allow_none=True)


class CouncilStepView(StateView):
    """Where an application stands after a step of its council, and the appraisal's version."""

    appraisal_version = fields.Integer()


class ConvenedView(CouncilStepView):
    """A council that was called together; ``open`` names the rules that do not hold."""

    open = fields.List(fields.String(), required=True)


class ScoredView(CouncilStepView):
    """The total of the points that were given."""

    total = fields.Integer(required=True)


class ConcludedView(CouncilStepView):
    """The result; the mean in hundredths of a point."""

    mean_hundredths = fields.Integer(required=True)
    passed = fields.Boolean(required=True)
