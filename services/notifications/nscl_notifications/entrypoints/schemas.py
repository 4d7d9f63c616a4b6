"""What REST and forms take and give."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_notifications.queries.deliveries import MAX_LIMIT, STATES

TEXT = validate.Length(max=254)


class ListSchema(Schema):
    """Filters of the delivery log."""

    state = fields.String(load_default="", validate=validate.OneOf(["", *STATES]))
    template = fields.String(load_default="", validate=TEXT)
    q = fields.String(load_default="", validate=TEXT)
    cursor = fields.String(load_default="", validate=TEXT)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, MAX_LIMIT))


class RetrySchema(Schema):
    """``POST …/retry``: to another address if ``recipient`` is given."""

    recipient = fields.String(load_default=None, allow_none=True, validate=TEXT)


class StateSchema(Schema):
    """A notification and where it stands."""

    id = fields.String(required=True)
    state = fields.String(required=True)


class DeliverySchema(Schema):
    """One line of the delivery log."""

    id = fields.String()
    state = fields.String()
    channel = fields.String()
    template = fields.String()
    language = fields.String()
    recipient = fields.String(allow_none=True)
    firm_id = fields.String()
    firm_name = fields.String()
    reference = fields.String()
    cause_event_id = fields.String()
    created_at = fields.AwareDateTime()
    delivered_at = fields.AwareDateTime(allow_none=True)
    attempts = fields.Integer()
    next_attempt_at = fields.AwareDateTime(allow_none=True)
    last_detail = fields.String()
    can_send_again = fields.Boolean()


class ListAnswer(Schema):
    """A page of the delivery log."""

    items = fields.List(fields.Nested(DeliverySchema))
    next = fields.String(allow_none=True)
