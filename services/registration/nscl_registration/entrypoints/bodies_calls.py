"""What requests send about calls and proposals."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from nscl_registration.domain.call import CallTerms
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.proposal import ProposalContent
from nscl_registration.entrypoints.bodies_programme import BudgetBody
from nscl_registration.entrypoints.fields import FIRST_DAY, day, text, year

MAX_LINES = 30
LONG = 5_000


def _texts() -> Any:
    inner = text(required=True)
    return fields.List(inner, load_default=list, validate=validate.Length(max=MAX_LINES))


def _any_day() -> Any:
    return fields.Date(required=True, validate=validate.Range(min=FIRST_DAY))


class CallBody(Schema):
    """A call for proposals."""

    title = text(required=True)
    number = text(required=True, max_length=80)
    signed_on = day(required=True)
    issuer = text(required=True)
    opens_on = _any_day()
    deadline = _any_day()
    priorities = _texts()
    recipients = _texts()
    required_documents = _texts()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> CallTerms:
        """Return the terms."""
        basis = LegalBasis(data.pop("number"), data.pop("signed_on"), data.pop("issuer"))
        lists = {name: tuple(v) for name, v in data.items() if isinstance(v, list)}
        return CallTerms(**{**data, **lists}, basis=basis)


class CallForm(CallBody):
    """The same as a form: one entry per line."""

    priorities = text(max_length=LONG)
    recipients = text(max_length=LONG)
    required_documents = text(max_length=LONG)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> CallTerms:
        """Return the terms."""
        for name in ("priorities", "recipients", "required_documents"):
            lines = (line.strip(" -•\t") for line in (data.get(name) or "").splitlines())
            data[name] = [line for line in lines if line]
        terms: CallTerms = super().build(data)
        return terms


class CloseBody(Schema):
    """The end of a call."""

    cancelled = fields.Boolean(load_default=False)
    reason = text(max_length=2_000)


class ProposalBody(Schema):
    """A proposal, by the annex of the call."""

    title = text(required=True)
    objective = text(required=True, max_length=LONG)
    content = text(required=True, max_length=LONG)
    expected_results = text(required=True, max_length=LONG)
    lead_unit = text(required=True)
    period_from = year()
    period_to = year()
    budget = fields.List(
        fields.Nested(BudgetBody), load_default=list, validate=validate.Length(max=4)
    )
    received_on = day()

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the content, and the day it came in where an officer enters paper."""
        received = data.pop("received_on", None)
        content = ProposalContent(**{**data, "budget": tuple(data["budget"])})
        return {"content": content, "received_on": received}


class CheckBody(Schema):
    """Whether a required document is there."""

    document = text(required=True)
    present = fields.Boolean(load_default=False)
    note = text(max_length=2_000)


class CommentBody(Schema):
    """An officer's word."""

    text = text(required=True, max_length=LONG)
    visible = fields.Boolean(load_default=False)


class DecisionBody(Schema):
    """In or out, with the reason."""

    included = fields.Boolean(required=True)
    reason = text(required=True, max_length=2_000)


class ReasonBody(Schema):
    """Why it is taken back."""

    reason = text(required=True, max_length=2_000)
