"""What REST and forms take and give about recalls and traces."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_contracts.traceability_recall import RISKS
from nscl_shared.web.fields import Text
from nscl_traceability.domain.recall_parts import RecallState
from nscl_traceability.entrypoints.fields import Amount, optional, text

STATES = [state.value for state in RecallState]
DIRECTIONS = ["forward", "backward", "both"]


class BeginSchema(Schema):
    """A recall of a lot."""

    reason = text(2_000)
    risk = fields.String(required=True, validate=validate.OneOf(RISKS))
    instruction = text(2_000)


class NoteSchema(Schema):
    """Why, or how it ended."""

    note = optional(2_000)


class RestateSchema(Schema):
    """Another risk or instruction."""

    risk = fields.String(required=True, validate=validate.OneOf(RISKS))
    instruction = text(2_000)
    note = optional(2_000)


class AnswerSchema(Schema):
    """What a firm found, took back and destroyed; empty figures are not known yet."""

    firm_id = text(100)
    stock = Amount(load_default=None, allow_none=True)
    returned = Amount(load_default=None, allow_none=True)
    destroyed = Amount(load_default=None, allow_none=True)
    unit = optional(40)
    note = optional(2_000)


class RecallsSchema(Schema):
    """Which recalls to list."""

    state = Text(load_default="", validate=validate.OneOf(STATES))


class TraceSchema(Schema):
    """Which way to follow the goods."""

    direction = fields.String(load_default="both", validate=validate.OneOf(DIRECTIONS))


class RecallAnswer(Schema):
    """A recall after a step."""

    id = fields.String()
    number = fields.String()
    state = fields.String()
    version = fields.Integer()
