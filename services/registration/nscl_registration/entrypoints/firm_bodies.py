"""What requests send about units: the same schema reads JSON and forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from nscl_registration.domain.codes import OrgType, RevenueBand
from nscl_registration.domain.duplicate import PairState
from nscl_registration.domain.firm_parts import (
    Address,
    Consent,
    Contact,
    HeldSystem,
    Registration,
    Representative,
)
from nscl_registration.domain.products import Product
from nscl_registration.domain.sectors import SECTIONS
from nscl_registration.entrypoints.bodies import MAX_LINES, ListQuery
from nscl_registration.entrypoints.fields import count, day, text
from nscl_shared.i18n import N_
from nscl_shared.kernel.clock import today
from nscl_shared.web.fields import WholeNumber


def lines(schema: type[Schema]) -> fields.List[Any]:
    """Return a list of parts; none when it is not given."""
    return fields.List(
        fields.Nested(schema), load_default=list, validate=validate.Length(max=MAX_LINES)
    )


def any_day() -> fields.Date:
    """Return an optional date that may be in the future."""
    return fields.Date(allow_none=True, validate=validate.Range(date(1945, 9, 2), date(2100, 1, 1)))


class AddressBody(Schema):
    """A place of production."""

    unit_code = text(max_length=5)
    detail = text()
    on = any_day()


class ContactBody(Schema):
    """A contact person; consent is given by a tick with its day and purpose."""

    contact_id = text(max_length=100)
    name = text(max_length=200)
    position = text(max_length=200)
    email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    phone = text(max_length=30)
    consent = fields.Boolean(load_default=False)
    consent_on = day()
    consent_purpose = text()
    consent_withdrawn = fields.Boolean(load_default=False)

    @validates_schema
    def _consent_is_whole(self, data: dict[str, Any], **_more: Any) -> None:
        for name in ("consent_on", "consent_purpose"):
            if data.get("consent") and not data.get(name):
                told = N_("Consent needs the day it was given and its purpose. Enter both.")
                raise ValidationError(told, name)


class ProductBody(Schema):
    """A main product."""

    product_id = text(max_length=100)
    name = text(required=True)
    standard = text()
    output = text(max_length=200)


class SystemBody(Schema):
    """A management system or certificate that the unit holds."""

    name = text(required=True)
    number = text(max_length=100)
    issuer = text(max_length=200)
    expires_on = any_day()


class FirmBody(Schema):
    """A unit of the register."""

    name = text(required=True)
    short_name = text(max_length=200)
    org_type = fields.Enum(OrgType, by_value=fields.String, required=True)
    tax_code = text(max_length=20)
    registration_number = text(max_length=80)
    registration_issued_on = fields.Date(allow_none=True)
    registration_issuer = text(max_length=200)
    address = text()
    commune_code = text(max_length=5)
    address_on = any_day()
    production = lines(AddressBody)
    representative_name = text(max_length=200)
    representative_position = text(max_length=200)
    contact_name = text(max_length=200)
    contact_email = fields.Email(allow_none=True, validate=validate.Length(max=254))
    contact_phone = text(max_length=30)
    contacts = lines(ContactBody)
    sector = text(max_length=5)
    employees = count()
    revenue_band = fields.Enum(RevenueBand, by_value=fields.String, allow_none=True)
    products = lines(ProductBody)
    systems = lines(SystemBody)


class FirmForm(FirmBody):
    """The same as a form, with the version that the editor saw."""

    version = WholeNumber(load_default=0)


class FirmQuery(ListQuery):
    """Units by words of the name or tax code, by kind, sector and place."""

    q = text(max_length=100)
    org_type = fields.String(validate=validate.OneOf([kind.value for kind in OrgType]))
    section = fields.String(validate=validate.OneOf(list(SECTIONS)))
    province_code = text(max_length=2)
    commune_code = text(max_length=5)


class AlikeQuery(ListQuery):
    """A name and a telephone number that are being written."""

    limit = WholeNumber(load_default=5, validate=validate.Range(1, 200))
    name = text(required=True)
    phone = text(max_length=30)


class PairQuery(ListQuery):
    """Pairs by what became of them."""

    state = fields.String(
        load_default="open", validate=validate.OneOf([state.value for state in PairState])
    )


class UnitDayQuery(Schema):
    """The day on which a code is meant."""

    on = any_day()


class UnitQuery(ListQuery):
    """Administrative units on a day, of a province or district, by words of the name."""

    q = text(max_length=100)
    on = any_day()
    within = text(max_length=3)


class MergeBody(Schema):
    """Which entry goes on, and why they are the same."""

    into = text(required=True, max_length=100)
    reason = text(required=True, max_length=2_000)


class ReasonBody(Schema):
    """Why."""

    reason = text(required=True, max_length=2_000)


class DismissBody(Schema):
    """Why two entries are two units."""

    note = text(max_length=2_000)


def firm_input(body: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of ``FirmInput`` for a body."""
    given = dict(body)
    number = given.pop("registration_number", None)
    issued = (given.pop("registration_issued_on", None), given.pop("registration_issuer", None))
    person = given.pop("representative_name", None)
    position = given.pop("representative_position", None)
    first = _flat_contact(given)
    contacts = given.pop("contacts")
    return {
        **given,
        "registration": Registration(number, *issued) if number else None,
        "representative": Representative(person, position) if person else None,
        "contacts": (*first, *(_contact(one) for one in contacts)),
        "consents_withdrawn": frozenset(
            one["contact_id"]
            for one in contacts
            if one["consent_withdrawn"] and "contact_id" in one
        ),
        "production": tuple(_place(one) for one in given["production"] if any(one.values())),
        "products": tuple(_product(one) for one in given["products"]),
        "systems": tuple(HeldSystem(**one) for one in given["systems"]),
    }


def _flat_contact(given: dict[str, Any]) -> tuple[Contact, ...]:
    """Take the contact that is named beside the list, as callers of before do."""
    named = {name: given.pop(f"contact_{name}", None) for name in ("name", "email", "phone")}
    return (Contact(**named),) if any(named.values()) else ()


def _contact(given: dict[str, Any]) -> Contact:
    consent = Consent(given["consent_on"], given["consent_purpose"]) if given["consent"] else None
    known = {name: given.get(name) for name in ("name", "email", "phone", "position")}
    return Contact(**known, consent=consent, contact_id=given.get("contact_id") or "")


def _place(given: dict[str, Any]) -> Address:
    return Address(given.get("unit_code"), given.get("detail"), given.get("on") or today())


def _product(given: dict[str, Any]) -> Product:
    return Product(**{"product_id": "", **{key: value for key, value in given.items() if value}})
