"""The province profile: what differs between provinces, as data with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema

from nscl_shared.settings import settings


class ProfileError(RuntimeError):
    """A profile is missing or wrong; the message names file, field and fix."""


class SupportRuleSchema(Schema):
    """One rule of the state's share; amounts are whole VND, rates are fractions."""

    legal_basis = fields.String(required=True)
    source = fields.String(required=True)
    item_code = fields.String(load_default="*")
    org_type = fields.String(load_default="*")
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(load_default=None, allow_none=True)
    max_share_percent = fields.Integer(required=True, validate=validate.Range(0, 100))
    cap_vnd = fields.Integer(load_default=None, allow_none=True)
    cap_scope = fields.String(
        load_default="unit",
        validate=validate.OneOf(["unit", "item", "standard", "product", "year"]),
    )


class AgencySchema(Schema):
    """The agency that runs the programme, as letter heads and pages name it."""

    parent = fields.String(required=True)
    name = fields.String(required=True)
    short = fields.String(required=True)
    place = fields.String(required=True)


class HistorySchema(Schema):
    """How long the history of all events is kept; whichever limit comes first.

    ``max_age``: a number with Y, M, D or d, h, m or s.  What is beyond a limit
    goes segment by segment, so a segment must be small beside ``max_gib``.
    """

    max_age = fields.String(
        load_default="3650d",
        validate=validate.Regexp(
            r"^[1-9][0-9]{0,5}[YMDdhms]\Z",
            error="Write a number and a unit: 10Y, 120M, 3650d or 24h.",
        ),
    )
    max_gib = fields.Integer(load_default=8, validate=validate.Range(1, 100_000))
    segment_mib = fields.Integer(load_default=64, validate=validate.Range(1, 1_024))


class DeadlineSchema(Schema):
    """A day of each year by which something is due, ``month-day``."""

    what = fields.String(required=True)
    day = fields.String(required=True)
    source = fields.String(required=True)


class FactSchema(Schema):
    """A published document that the profile rests on."""

    what = fields.String(required=True)
    number = fields.String(load_default=None, allow_none=True)
    date = fields.Date(load_default=None, allow_none=True)
    period = fields.List(fields.Integer(), load_default=list, validate=validate.Length(max=2))
    source = fields.String(required=True)


class PaymentRulesSchema(Schema):
    """How much of the agreed support may be paid before any work is shown."""

    legal_basis = fields.String(required=True)
    source = fields.String(required=True)
    advance_percent = fields.Integer(required=True, validate=validate.Range(0, 100))


class CriterionSchema(Schema):
    """What the council scores; ``points`` is the most it can get."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    points = fields.Integer(required=True, validate=validate.Range(1, 100))


class CriteriaSetSchema(Schema):
    """One version of the council's criteria, from its first day on."""

    version = fields.String(required=True)
    legal_basis = fields.String(required=True)
    source = fields.String(required=True)
    valid_from = fields.Date(required=True)
    criteria = fields.List(
        fields.Nested(CriterionSchema), required=True, validate=validate.Length(1)
    )
    quorum = fields.String(load_default="2/3", validate=validate.Regexp(r"[1-9]/[1-9]"))
    pass_points = fields.Integer(load_default=50, validate=validate.Range(0, 100))


class EligibilitySchema(Schema):
    """What is asked of a unit, each with its source; what is left out is the software's default."""

    seat_source = fields.String(load_default=None, allow_none=True)
    not_again_years = fields.Integer(load_default=None, validate=validate.Range(0, 50))
    not_again_source = fields.String(load_default=None, allow_none=True)
    priority_sectors = fields.List(fields.String(), load_default=list)
    priority_source = fields.String(load_default=None, allow_none=True)

    @validates_schema
    def _sourced(self, data: dict[str, Any], **_kwargs: Any) -> None:
        for value, source in SOURCED.items():
            if data.get(value) and not data.get(source):
                raise ValidationError("Name the document that says so.", field_name=source)


SOURCED = {"not_again_years": "not_again_source", "priority_sectors": "priority_source"}


class StepDeadlineSchema(Schema):
    """How many calendar days an application may stay in a state, and which paper says so."""

    state = fields.String(required=True)
    days = fields.Integer(required=True, validate=validate.Range(1, 1_000))
    source = fields.String(required=True)


class ProfileSchema(Schema):
    """``provinces/<code>/profile.yaml``."""

    class Meta:
        unknown = EXCLUDE

    code = fields.String(required=True)
    name = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    admin_code = fields.String(required=True)
    services = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    languages = fields.List(fields.String(), load_default=lambda: ["vi", "en"])
    agency = fields.Nested(AgencySchema, required=True)
    support_rules = fields.List(fields.Nested(SupportRuleSchema), load_default=list)
    history = fields.Nested(HistorySchema, load_default=lambda: HistorySchema().load({}))
    deadlines = fields.List(fields.Nested(DeadlineSchema), load_default=list)
    step_deadlines = fields.List(fields.Nested(StepDeadlineSchema), load_default=list)
    facts = fields.List(fields.Nested(FactSchema), load_default=list)
    criteria_sets = fields.List(fields.Nested(CriteriaSetSchema), load_default=list)
    priority_items = fields.List(fields.String(), load_default=list)
    payment_rules = fields.Nested(PaymentRulesSchema, load_default=None, allow_none=True)
    eligibility = fields.Nested(EligibilitySchema, load_default=None, allow_none=True)


@dataclass(frozen=True)
class Profile:
    """A validated profile.  ``support_rules`` keep their order; the first match wins."""

    code: str
    name: Mapping[str, str]
    admin_code: str
    services: Sequence[str]
    languages: Sequence[str]
    agency: Mapping[str, str]
    support_rules: Sequence[Mapping[str, Any]]
    history: Mapping[str, Any]
    deadlines: Sequence[Mapping[str, Any]] = ()
    step_deadlines: Sequence[Mapping[str, Any]] = ()
    facts: Sequence[Mapping[str, Any]] = ()
    payment_rules: Mapping[str, Any] | None = None
    criteria_sets: Sequence[Mapping[str, Any]] = ()
    priority_items: Sequence[str] = ()
    eligibility: Mapping[str, Any] | None = None

    def rules_on(self, day: date) -> list[Mapping[str, Any]]:
        """Return the support rules in force on ``day``."""
        return [
            rule
            for rule in self.support_rules
            if rule["valid_from"] <= day and (rule["valid_to"] is None or day <= rule["valid_to"])
        ]


def load_profile(folder: Path) -> Profile:
    """Read and validate ``<folder>/profile.yaml``.

    Raises:
        ProfileError: the file is missing, not YAML, or breaks ``ProfileSchema``.
    """
    path = folder / "profile.yaml"
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Profile(**ProfileSchema().load(raw))
    except FileNotFoundError as error:
        raise ProfileError(
            f"no profile at {path}; set NSCL_PROVINCE to one of the folders in {folder.parent}"
        ) from error
    except (yaml.YAMLError, ValidationError) as error:
        raise ProfileError(f"{path}: {error}") from error


@cache
def current_profile() -> Profile:
    """Return the profile of the province this process serves."""
    return load_profile(settings().provinces_path / settings().province)
