"""What the pages and the REST interface take and answer."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from nscl_shared.dead_letters.box import WINDOW
from nscl_shared.dead_letters.letter import Filter
from nscl_shared.i18n import N_
from nscl_shared.kernel.clock import VIETNAM

SHOWN = 100
LENGTH = validate.Length(max=500)
GIVEN = validate.Regexp(r"(?s).*\S", error=N_("Say why: the audit log keeps the reason."))
CHOICES = ("id", "queue", "type", "code", "cause", "words", "since", "until")


class FilterSchema(Schema):
    """Which letters are meant; ``words`` are a part of the reason, ``type`` may have ``*``."""

    id = fields.String(load_default="", validate=LENGTH)
    queue = fields.String(load_default="", validate=LENGTH)
    type = fields.String(load_default="", validate=LENGTH)
    code = fields.String(load_default="", validate=LENGTH)
    cause = fields.String(load_default="", validate=LENGTH)
    words = fields.String(load_default="", validate=LENGTH)
    since = fields.AwareDateTime(load_default=None, default_timezone=VIETNAM)
    until = fields.AwareDateTime(load_default=None, default_timezone=VIETNAM)

    @post_load
    def gather(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """Put the filter under ``wanted``, beside what else was given."""
        chosen = {name: data.pop(name) for name in CHOICES}
        return {"wanted": Filter(reason=chosen.pop("words"), **chosen), **data}


class DeadLetterQuerySchema(FilterSchema):
    """A list of letters."""

    limit = fields.Integer(load_default=SHOWN, validate=validate.Range(min=1, max=WINDOW))


class DeadLetterReplaySchema(FilterSchema):
    """One letter by its ``id``, or ``all`` that fit."""

    all = fields.Boolean(load_default=False)
    reason = fields.String(load_default="", validate=LENGTH)

    @validates_schema
    def named(self, data: dict[str, Any], **_kwargs: Any) -> None:
        """Refuse to take an empty filter for all."""
        if bool(data.get("id")) == data["all"]:
            raise ValidationError(N_("Name one letter by its id, or all that fit."), "id")


class DeadLetterDropSchema(DeadLetterReplaySchema):
    """The same with a reason, and with the count when several are meant."""

    reason = fields.String(required=True, validate=[GIVEN, LENGTH])
    count = fields.Integer(load_default=None, validate=validate.Range(min=0))

    @validates_schema
    def counted(self, data: dict[str, Any], **_kwargs: Any) -> None:
        """Refuse to drop several whose number nobody confirmed."""
        if data["all"] and data["count"] is None:
            raise ValidationError(N_("Say how many letters you mean to drop."), "count")


class ReplayFormSchema(Schema):
    """What the page's form sends; the letters are named in its address."""

    why = fields.String(load_default="", validate=LENGTH)


class DropFormSchema(Schema):
    """What the page's form sends; ``count`` confirms how many letters are meant."""

    reason = fields.String(required=True, validate=[GIVEN, LENGTH])
    count = fields.Integer(required=True, validate=validate.Range(min=0))


class DeadLetterSchema(Schema):
    """A letter; ``reason`` and ``payload`` without personal data."""

    id = fields.String()
    queue = fields.String()
    type = fields.String()
    subject = fields.String()
    time = fields.String()
    failed_at = fields.String()
    attempts = fields.Integer()
    replays = fields.Integer()
    code = fields.String()
    cause = fields.String()
    reason = fields.String()


class WholeDeadLetterSchema(DeadLetterSchema):
    """A letter with where it came from and what it says."""

    stack = fields.String()
    exchange = fields.String()
    routing_key = fields.String()
    payload = fields.Dict()
    hidden = fields.Boolean()


class DeadLettersSchema(Schema):
    """Letters that fit: ``total`` of them, in ``waiting`` letters, which may be ``cut``."""

    items = fields.List(fields.Nested(DeadLetterSchema))
    next = fields.String(allow_none=True)
    total = fields.Integer()
    waiting = fields.Integer()
    cut = fields.Boolean()


class DeadLettersDoneSchema(Schema):
    """How many letters were replayed or dropped, and which."""

    done = fields.Integer()
    ids = fields.List(fields.String())
