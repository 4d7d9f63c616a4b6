"""Events of the registration service about the register of units."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, count, day, identifier, partner, personal, public, text
from nscl_contracts.vocabulary import ORG_TYPES

FIRM = "0192f0c1-7a00-7000-8000-000000000001"
PRODUCT = "0192f0c1-7a00-7000-8000-00000000b001"


class FirmProduct(Schema):
    """One of the firm's main products."""

    class Meta:
        unknown = EXCLUDE

    product_id = public(identifier(), "Id of the product, minted by registration.")
    name = public(text(), "Name of the product.")


class RegisteredProduct(FirmProduct):
    """A main product as the register knows it."""

    standard = public(text(required=False), "Standard it is made to.")


_FIRM_EXAMPLE = {
    "firm_id": FIRM,
    "name": "Công ty TNHH Ví dụ",
    "short_name": None,
    "org_type": "DN",
    "tax_code": "0100109106",
    "address": "Thành phố Lạng Sơn",
    "commune_code": None,
    "address_on": None,
    "contact_name": "Nguyễn Văn A",
    "contact_email": "lien.he@vidu.example",
    "contact_phone": "0200000001",
    "representative_name": "Trần Thị B",
    "sector": "08",
    "employees": 45,
    "revenue_band": "10-50",
    "owner_account_id": "0192f0c1-7a00-7000-8000-000000020002",
    "products": [{"product_id": PRODUCT, "name": "Đá xây dựng 1x2", "standard": "TCVN 7570:2006"}],
}


class FirmSchema(EventSchema):
    """What every event about an entry of the register carries: all that it says."""

    firm_id = public(identifier(), "Id of the unit.")
    name = public(text(), "Legal name.")
    short_name = public(text(required=False), "Short or trade name.")
    org_type = public(choice(ORG_TYPES), "Organisation type.")
    tax_code = partner(text(required=False, max_length=20), "Tax code (MST).")
    address = partner(text(required=False), "Head office.")
    commune_code = public(text(required=False, max_length=5), "Commune code, 5 digits.")
    address_on = public(
        day(required=False), "Day on which the commune code is meant; codes change their meaning."
    )
    contact_name = personal(text(required=False), "Contact person.")
    contact_email = personal(text(required=False), "E-mail of the contact.")
    contact_phone = personal(text(required=False, max_length=30), "Telephone of the contact.")
    representative_name = personal(text(required=False), "Legal representative.")
    sector = public(
        text(required=False, max_length=5), "VSIC 2018 section, division or code below it."
    )
    employees = partner(count(required=False), "Number of employees.")
    revenue_band = partner(
        text(required=False, max_length=20), "A year's revenue, thousand million VND: from-to."
    )
    owner_account_id = partner(
        identifier(required=False), "Account that acts for the firm, null when entered on paper."
    )
    products = public(
        fields.List(fields.Nested(RegisteredProduct), required=True), "Main products of the firm."
    )


@event(
    "vn.nscl.registration.firm-registered.v1",
    subject="firm_id",
    example=_FIRM_EXAMPLE,
    changes={
        "1.0.0": "First published.",
        "1.1.0": "Short name, day of the address, representative, sector, labour and revenue band, "
        "and standards of products are told.",
    },
)
class FirmRegistered(FirmSchema):
    """A firm, cooperative or household entered the register."""


@event(
    "vn.nscl.registration.firm-updated.v1",
    subject="firm_id",
    example={**_FIRM_EXAMPLE, "name": "Công ty Cổ phần Ví dụ", "contact_email": None},
)
class FirmUpdated(FirmSchema):
    """An entry says something else now; null means that it is not known or was erased."""


@event(
    "vn.nscl.registration.firm-merged.v1",
    subject="firm_id",
    example={
        "firm_id": FIRM,
        "name": "Công ty TNHH Ví dụ",
        "into_firm_id": "0192f0c1-7a00-7000-8000-000000000002",
        "into_name": "Công ty TNHH Thí dụ",
        "merged_on": "2022-07-01",
    },
)
class FirmMerged(EventSchema):
    """An entry was found to be about the same unit as another, which goes on for both."""

    firm_id = public(identifier(), "The entry that is no unit of its own any more.")
    name = public(text(), "Its legal name.")
    into_firm_id = public(identifier(), "The entry that goes on.")
    into_name = public(text(), "The legal name of that one.")
    merged_on = public(day(), "Day of the merger.")


@event(
    "vn.nscl.registration.firm-separated.v1",
    subject="firm_id",
    example={
        "firm_id": FIRM,
        "name": "Công ty TNHH Ví dụ",
        "from_firm_id": "0192f0c1-7a00-7000-8000-000000000002",
        "separated_on": "2022-07-15",
    },
)
class FirmSeparated(EventSchema):
    """A merger was taken back: the entry is a unit of its own again."""

    firm_id = public(identifier(), "The entry that is a unit of its own again.")
    name = public(text(), "Its legal name.")
    from_firm_id = public(identifier(), "The entry that it had been merged into.")
    separated_on = public(day(), "Day on which the merger was taken back.")
