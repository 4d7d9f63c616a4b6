"""What the probe takes."""

from marshmallow import EXCLUDE, Schema, fields, validate, validates_schema
from marshmallow.exceptions import ValidationError

from nscl_shared.i18n import N_


class PartSchema(Schema):
    code = fields.String(required=True, validate=validate.Length(max=5))
    cost = fields.Integer(validate=validate.Range(min=0))


class ThingSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(min=1, max=100))
    amount = fields.Integer(validate=validate.Range(min=1, max=1_000_000_000))
    opened_on = fields.Date()
    kind = fields.String(validate=validate.OneOf(["firm", "cooperative"]))
    contact = fields.Email()
    rate = fields.Float()
    extra = fields.Raw()
    parts = fields.List(fields.Nested(PartSchema))

    @validates_schema
    def no_contradiction(self, data, **_kwargs):
        if data.get("name") == "contradiction":
            raise ValidationError(N_("Name and amount contradict each other."))


class ListingSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    limit = fields.Integer(load_default=2, validate=validate.Range(min=1, max=100))
    cursor = fields.String(load_default="")
    kind = fields.String(load_default="", validate=validate.OneOf(["firm", "cooperative"]))


class ThingsSchema(Schema):
    items = fields.List(fields.Nested(ThingSchema))
    next = fields.String(allow_none=True)
