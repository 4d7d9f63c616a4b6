"""What REST and forms take and give."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_contracts.vocabulary import ORG_TYPES
from nscl_shared.web.fields import Text, WholeNumber
from nscl_traceability.entrypoints.fields import cursor, identifier, text

QUANTITY = validate.Range(min=1, max=1_000_000_000)


class ProducerSchema(Schema):
    """The producer, as registration or the officer knows it."""

    firm_id = identifier()
    name = text(300)
    org_type = fields.String(required=True, validate=validate.OneOf(ORG_TYPES))


class ProductSchema(Schema):
    """A new product."""

    name = text(300)
    gtin = Text(load_default=None, allow_none=True, validate=validate.Length(max=40))
    firm = fields.Nested(ProducerSchema, required=True)
    ocop_stars = WholeNumber(load_default=None, allow_none=True)
    project_id = identifier()
    description = Text(load_default="", validate=validate.Length(max=5_000))


class LotSchema(Schema):
    """A new lot."""

    lot_number = text(20)
    produced_on = fields.Date(required=True)
    expires_on = fields.Date(load_default=None, allow_none=True)
    quantity = WholeNumber(required=True, validate=QUANTITY)
    unit = text(40)


class ListSchema(Schema):
    """Filters of the list of products."""

    q = fields.String(load_default="", validate=validate.Length(max=200))
    cursor = cursor()


class ProductCreated(Schema):
    """A new product and its GTIN-14."""

    id = fields.String()
    gtin = fields.String()


class LotCreated(Schema):
    """A new lot."""

    id = fields.String()
