"""What REST and forms take and give about webhooks."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_notifications.domain.receiver import MAX_NAME
from nscl_shared.web.fields import Text
from nscl_shared.webhooks.address import MAX_URL

MOST_EVENTS = 100
PATTERN = validate.Length(min=1, max=200)


class AddSchema(Schema):
    """A new webhook; ``events`` are event types or topic patterns over them."""

    name = Text(required=True, validate=validate.Length(1, MAX_NAME))
    url = Text(required=True, validate=validate.Length(1, MAX_URL))
    events = fields.List(
        Text(validate=PATTERN), load_default=[], validate=validate.Length(max=MOST_EVENTS)
    )


class ChangeSchema(Schema):
    """What to change; what is left out stays as it is."""

    url = Text(load_default=None, validate=validate.Length(1, MAX_URL))
    events = fields.List(
        Text(validate=PATTERN), load_default=None, validate=validate.Length(max=MOST_EVENTS)
    )


class ChangeFormSchema(Schema):
    """The same as a form sends it: no box ticked means no event."""

    url = Text(required=True, validate=validate.Length(1, MAX_URL))
    events = fields.List(
        Text(validate=PATTERN), load_default=[], validate=validate.Length(max=MOST_EVENTS)
    )


class CursorSchema(Schema):
    """Where the page of the log begins."""

    cursor = fields.String(load_default="", validate=validate.Length(max=100))


class OutcomeSchema(Schema):
    """What came of one attempt; ``error`` is empty when the receiver took the event."""

    at = fields.AwareDateTime()
    status = fields.Integer(allow_none=True)
    duration_ms = fields.Integer()
    error = fields.String()
    delivered = fields.Boolean()


class AttemptSchema(OutcomeSchema):
    """One line of the log."""

    id = fields.String()
    event_id = fields.String()
    event_type = fields.String()
    test = fields.Boolean()


class SecretInfoSchema(Schema):
    """A secret that signs; ``valid_until`` is set for one that was replaced."""

    id = fields.String()
    valid_until = fields.AwareDateTime(allow_none=True)


class WebhookSchema(Schema):
    """A webhook without its secrets; ``backlog`` is null while the broker is away."""

    id = fields.String()
    name = fields.String()
    url = fields.String()
    events = fields.List(fields.String())
    state = fields.String(validate=validate.OneOf(["active", "paused", "disabled"]))
    failures = fields.Integer()
    failing_since = fields.AwareDateTime(allow_none=True)
    next_try_at = fields.AwareDateTime(allow_none=True)
    disabled_at = fields.AwareDateTime(allow_none=True)
    disabled_reason = fields.String()
    delivered_at = fields.AwareDateTime(allow_none=True)
    created_at = fields.AwareDateTime()
    changed_at = fields.AwareDateTime()
    secrets = fields.List(fields.Nested(SecretInfoSchema))
    last = fields.Nested(OutcomeSchema, allow_none=True)
    backlog = fields.Integer(allow_none=True)


class SecretAnswer(WebhookSchema):
    """A webhook with its new secret, shown this once."""

    secret = fields.String()


class WebhooksAnswer(Schema):
    """All webhooks, by name."""

    items = fields.List(fields.Nested(WebhookSchema))


class AttemptsAnswer(Schema):
    """A page of a webhook's log, the newest first."""

    items = fields.List(fields.Nested(AttemptSchema))
    next = fields.String(allow_none=True)
