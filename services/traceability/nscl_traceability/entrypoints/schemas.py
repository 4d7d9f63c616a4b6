"""What REST and forms take and give."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_contracts.vocabulary import ORG_TYPES, SCHEMES
from nscl_shared.web.fields import Text, WholeNumber
from nscl_traceability.entrypoints.fields import (
    Amount,
    Degrees,
    Lines,
    cursor,
    identifier,
    optional,
    text,
)

QUANTITY = validate.Range(min=1, max=1_000_000_000)


class ProducerSchema(Schema):
    """The producer, as registration or the officer knows it."""

    firm_id = identifier()
    name = text(300)
    org_type = fields.String(required=True, validate=validate.OneOf(ORG_TYPES))


class PlaceSchema(Schema):
    """Where it is made: a commune as it was on a day, the rest of the address, coordinates."""

    unit_code = Text(load_default=None, allow_none=True, validate=validate.Length(max=5))
    detail = optional(300)
    on = fields.Date(load_default=None, allow_none=True)
    latitude = Degrees(load_default=None, allow_none=True)
    longitude = Degrees(load_default=None, allow_none=True)


class DetailsSchema(Schema):
    """What the label and the law ask for."""

    ingredients = optional(3_000)
    net_content = optional(100)
    storage = optional(1_000)
    usage = optional(2_000)
    warnings = optional(2_000)
    origin = optional(300)
    brand = optional(200)
    model = optional(200)
    shelf_life = optional(200)
    standards = Lines(load_default=())
    producer_address = optional(500)
    producer_code = optional(50)
    portal_url = fields.Url(
        load_default=None,
        allow_none=True,
        schemes={"http", "https"},
        validate=validate.Length(max=500),
    )
    place = fields.Nested(PlaceSchema, load_default=None, allow_none=True)


class ProductFactsSchema(Schema):
    """What can be changed of a product."""

    name = text(300)
    ocop_stars = WholeNumber(load_default=None, allow_none=True)
    project_id = identifier()
    description = Text(load_default="", validate=validate.Length(max=5_000))
    details = fields.Nested(DetailsSchema, load_default=None, allow_none=True)


class ProductSchema(ProductFactsSchema):
    """A new product."""

    gtin = Text(load_default=None, allow_none=True, validate=validate.Length(max=40))
    firm = fields.Nested(ProducerSchema, required=True)


class InputSchema(Schema):
    """A lot that went in: by id or Digital Link, or of somebody else by its supplier."""

    lot = optional(300)
    quantity = Amount(required=True)
    unit = text(40)
    name = optional(300)
    number = optional(20)
    supplier = optional(300)


class LotSchema(Schema):
    """A new lot."""

    lot_number = text(20)
    produced_on = fields.Date(required=True)
    expires_on = fields.Date(load_default=None, allow_none=True)
    quantity = Amount(required=True)
    unit = text(40)
    inputs = fields.List(
        fields.Nested(InputSchema), load_default=list, validate=validate.Length(max=100)
    )


class LotEditSchema(LotSchema):
    """A correction; ``reason`` is demanded where a lot with stamps gets another number or date."""

    reason = optional(500)


class VersionSchema(Schema):
    """A thing that was changed."""

    id = fields.String()
    version = fields.Integer()


class UnitSchema(Schema):
    """Administrative units on a day."""

    q = optional(100)
    on = fields.Date(load_default=None, allow_none=True)


class PictureSchema(Schema):
    """A picture; the file is sent beside it."""

    alt = optional(300)


class CertificateSchema(Schema):
    """A certificate that is entered by hand; the file may be sent beside it."""

    number = text(100)
    scheme = fields.String(required=True, validate=validate.OneOf(SCHEMES))
    issuer = text(300)
    issued_on = fields.Date(load_default=None, allow_none=True)
    expires_on = fields.Date(load_default=None, allow_none=True)


class ReportSchema(Schema):
    """A laboratory's report; the file may be sent beside it."""

    laboratory = text(300)
    tested_on = fields.Date(required=True)
    subject = text(300)
    result = text(1_000)
    passed = fields.Boolean(load_default=False)


class IdSchema(Schema):
    """A thing that was made."""

    id = fields.String()


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
