"""What REST and forms take and give."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_contracts.vocabulary import ORG_TYPES

NAME = validate.Length(min=1, max=300)
QUANTITY = validate.Range(min=1, max=1_000_000_000)


class ProducerSchema(Schema):
    """The producer, as registration or the officer knows it."""

    firm_id = fields.String(load_default=None, allow_none=True)
    name = fields.String(required=True, validate=NAME)
    org_type = fields.String(required=True, validate=validate.OneOf(ORG_TYPES))


class ProductSchema(Schema):
    """A new product."""

    name = fields.String(required=True, validate=NAME)
    gtin = fields.String(load_default=None, allow_none=True)
    firm = fields.Nested(ProducerSchema, required=True)
    ocop_stars = fields.Integer(load_default=None, allow_none=True)
    project_id = fields.String(load_default=None, allow_none=True)
    description = fields.String(load_default="", validate=validate.Length(max=5_000))


class LotSchema(Schema):
    """A new lot."""

    lot_number = fields.String(required=True, validate=validate.Length(min=1, max=20))
    produced_on = fields.Date(required=True)
    expires_on = fields.Date(load_default=None, allow_none=True)
    quantity = fields.Integer(required=True, validate=QUANTITY)
    unit = fields.String(required=True, validate=validate.Length(min=1, max=40))


class StampsSchema(Schema):
    """A new batch of stamps."""

    quantity = fields.Integer(required=True, validate=QUANTITY)
    issued_on = fields.Date(load_default=None, allow_none=True)


class ListSchema(Schema):
    """Filters of the list of products."""

    q = fields.String(load_default="", validate=validate.Length(max=200))
    cursor = fields.String(load_default=None, allow_none=True)


class ProductCreated(Schema):
    """A new product and its GTIN-14."""

    id = fields.String()
    gtin = fields.String()


class LotCreated(Schema):
    """A new lot."""

    id = fields.String()


class BatchCreated(Schema):
    """A new batch and the address of its first stamp."""

    id = fields.String()
    number = fields.Integer()
    first_url = fields.String()
