"""Events of the traceability service (GS1 terms; stamps are GS1 Digital Links)."""

from __future__ import annotations

from marshmallow import fields, validate

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, count, day, identifier, partner, public, text
from nscl_contracts.vocabulary import ORG_TYPES

_PRODUCT = {
    "product_id": "0192f0c1-7a00-7000-8000-00000000f001",
    "gtin": "08936000000019",
    "name": "Na Chi Lăng",
    "firm_id": "0192f0c1-7a00-7000-8000-000000000001",
    "firm_name": "HTX Ví dụ",
    "org_type": "HTX",
    "ocop_stars": 4,
    "project_id": "2022-P5",
}
_LOT = {
    **_PRODUCT,
    "lot_id": "0192f0c1-7a00-7000-8000-00000000f101",
    "lot_number": "L2022-01",
}


class ProductSchema(EventSchema):
    """What every event about a traced product carries."""

    product_id = public(identifier(), "Id of the traced product.")
    gtin = public(
        fields.String(required=True, validate=validate.Regexp(r"^\d{14}$")),
        "GTIN-14; internal codes use the GS1 restricted-circulation range.",
    )
    name = public(text(), "Name on the label.")
    firm_id = public(identifier(), "The producer.")
    firm_name = public(text(), "Its name.")
    org_type = public(choice(ORG_TYPES), "Its organisation type.")
    ocop_stars = public(
        fields.Integer(
            required=True, allow_none=True, strict=True, validate=validate.Range(min=1, max=5)
        ),
        "OCOP stars, null when not graded.",
    )
    project_id = public(identifier(required=False), "The project that supports it, if any.")


@event("vn.nscl.traceability.product-registered.v1", subject="product_id", example=_PRODUCT)
class ProductRegistered(ProductSchema):
    """A product entered the traceability register."""


@event("vn.nscl.traceability.product-updated.v1", subject="product_id", example=_PRODUCT)
class ProductUpdated(ProductSchema):
    """What is known of a traced product was changed."""


class LotSchema(ProductSchema):
    """What events about a production lot carry."""

    lot_id = public(identifier(), "Id of the lot.")
    lot_number = public(text(max_length=20), "Lot number, GS1 AI 10.")
    produced_on = public(day(), "Production date, GS1 AI 11.")
    expires_on = public(day(required=False), "Expiry date, GS1 AI 17.")
    quantity = partner(count(), "Quantity produced, in units.")
    exact_quantity = partner(
        text(required=False, max_length=20),
        "The same as a decimal number, where there is a part of a unit.",
    )
    unit = public(text(max_length=40), "Unit of the quantity.")


_PRODUCED = {
    **_LOT,
    "produced_on": "2022-08-01",
    "expires_on": "2022-08-31",
    "quantity": 1200,
    "exact_quantity": None,
    "unit": "hộp",
}


@event(
    "vn.nscl.traceability.lot-recorded.v1",
    subject="lot_id",
    example=_PRODUCED,
    changes={"1.0.0": "First published.", "1.1.0": "Quantities may have decimals."},
)
class LotRecorded(LotSchema):
    """A production lot was recorded."""


@event("vn.nscl.traceability.lot-corrected.v1", subject="lot_id", example=_PRODUCED)
class LotCorrected(LotSchema):
    """What is known of a production lot was corrected."""


@event(
    "vn.nscl.traceability.stamps-issued.v1",
    subject="batch_id",
    example={
        **_LOT,
        "batch_id": "0192f0c1-7a00-7000-8000-00000000f201",
        "quantity": 1000,
        "issued_on": "2022-08-05",
    },
)
class StampsIssued(ProductSchema):
    """A batch of stamps with derived serials (GS1 AI 21) was issued for a lot."""

    batch_id = public(identifier(), "Id of the stamp batch.")
    lot_id = public(identifier(), "The lot the stamps belong to.")
    lot_number = public(text(max_length=20), "Lot number, GS1 AI 10.")
    quantity = partner(count(), "Number of stamps in the batch.")
    issued_on = public(day(), "Day of issue.")
