"""What requests send about the programme tree and activities."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from nscl_registration.domain.activity import ActivityForm, AudienceKind
from nscl_registration.domain.codes import ActivityKind, PlanKind
from nscl_registration.domain.funding import BudgetLine, FundSource
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.targets import Measure, NewTarget
from nscl_registration.domain.tended import Change, Outcome
from nscl_registration.entrypoints.fields import count, day, text, vnd, year
from nscl_shared.web.fields import WholeNumber

MAX_LINES = 50


def code(kind: Any, *, required: bool = True) -> Any:
    """Return a field for the codes of an enumeration."""
    return fields.Enum(kind, by_value=fields.String, required=required, allow_none=not required)


class BudgetBody(Schema):
    """What one source gives."""

    source = code(FundSource)
    amount_vnd = vnd(required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> BudgetLine:
        """Return the line."""
        return BudgetLine(**data)


class TargetBody(Schema):
    """A planned figure."""

    target_id = text(max_length=100)
    indicator = text(required=True)
    unit = text(required=True, max_length=50)
    planned = WholeNumber(required=True, validate=validate.Range(0, 10**9))
    year = year()
    measure = code(Measure)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> NewTarget:
        """Return the target."""
        return NewTarget(**data)


def _several(body: type[Schema]) -> Any:
    several = fields.List(fields.Nested(body), validate=validate.Length(max=MAX_LINES))
    several.load_default = list
    return several


class TermsFields(Schema):
    """Money, targets and who is responsible; in a form an empty amount is no line."""

    responsible = text()
    budget = _several(BudgetBody)
    targets = _several(TargetBody)

    @post_load
    def freeze(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the lists as tuples."""
        frozen = {name: tuple(data[name]) for name in ("budget", "targets")}
        return {**data, **frozen}


class PlanBody(TermsFields):
    """A programme or plan."""

    kind = code(PlanKind)
    number = text(required=True, max_length=80)
    signed_on = day(required=True)
    issuer = text(required=True)
    title = text(required=True)
    period_from = year()
    period_to = year()
    parent_id = text(max_length=100)


class ProjectBody(TermsFields):
    """A project of a yearly plan."""

    code = text(required=True, max_length=20)
    year = year()
    topic = text(required=True)
    plan_id = text(required=True, max_length=100)
    budget_vnd = vnd()


class AmendBody(TermsFields):
    """A later decision and all the terms that hold by it."""

    number = text(required=True, max_length=80)
    signed_on = day(required=True)
    issuer = text(required=True)
    summary = text(required=True, max_length=2_000)
    title = text(required=True)
    period_from = year()
    period_to = year()


class AmendForm(AmendBody):
    """The same from a page, with the version that it showed."""

    seen = WholeNumber(required=True)


def amendment(data: dict[str, Any]) -> dict[str, Any]:
    """Return what both amending commands take."""
    basis = LegalBasis(data["number"], data["signed_on"], data["issuer"])
    names = ("title", "period_from", "period_to", "responsible", "budget", "targets")
    terms: dict[str, Any] = {name: data.get(name) for name in names}
    return {"basis": basis, "summary": data["summary"], "change": Change(**terms)}


class EndBody(Schema):
    """The end of a plan or project."""

    outcome = code(Outcome)
    reason = text(required=True, max_length=2_000)
    on = day()


class ReadingBody(Schema):
    """A figure entered by hand."""

    value = WholeNumber(required=True, validate=validate.Range(0, 10**9))
    note = text(required=True, max_length=2_000)
    on = day()


class AudienceBody(Schema):
    """How many participants of one kind."""

    kind = code(AudienceKind)
    number = WholeNumber(required=True, validate=validate.Range(0, 10**6))


class ActivityBody(Schema):
    """A training class or communication activity; no names of participants."""

    kind = code(ActivityKind)
    audience = text(required=True)
    title = text(required=True)
    held_on = day()
    year = year()
    participants = count()
    form = code(ActivityForm, required=False)
    audience_kind = code(AudienceKind, required=False)
    held_until = day()
    place = text()
    participants_by_kind = _several(AudienceBody)
    count = count()
    link = fields.Url(schemes={"http", "https"}, allow_none=True)
    plan_id = text(max_length=100)
    project_id = text(max_length=100)

    @post_load
    def freeze(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the counts as pairs."""
        pairs = tuple((one["kind"], one["number"]) for one in data["participants_by_kind"])
        under = {name: data.get(name) or None for name in ("plan_id", "project_id")}
        given = {"held_on": None, "participants": None, **data, **under}
        return {**given, "participants_by_kind": pairs}


class CorrectionBody(ActivityBody):
    """The entry as it should be, and why."""

    reason = text(required=True, max_length=2_000)


class CorrectionForm(CorrectionBody):
    """The same from a page, with the version that it showed."""

    seen = WholeNumber(required=True)


class TreeQuery(Schema):
    """The tree of a year, or all of it."""

    year = year(required=False)


class FileBody(Schema):
    """A file; for a proposal also the required document that it is."""

    serves = text()
