"""What the register says about a unit: as it is entered, and as it is kept once checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self

from nscl_registration.domain.codes import OrgType, RevenueBand
from nscl_registration.domain.firm_parts import (
    Address,
    Contact,
    HeldSystem,
    Registration,
    Representative,
    with_ids,
    without_consent,
)
from nscl_registration.domain.products import Product, mint_products
from nscl_registration.domain.sectors import check_sector
from nscl_registration.domain.tax_code import TaxCode, parse_tax_code

PERSONAL = frozenset({"contacts", "representative"})


@dataclass(frozen=True, kw_only=True)
class FirmInput:
    """A unit as somebody enters it; products and contacts of before keep their ids."""

    name: str
    org_type: OrgType
    short_name: str | None = None
    tax_code: str | None = None
    registration: Registration | None = None
    address: str | None = None
    commune_code: str | None = None
    address_on: date | None = None
    production: tuple[Address, ...] = ()
    representative: Representative | None = None
    contacts: tuple[Contact, ...] = ()
    consents_withdrawn: frozenset[str] = frozenset()
    sector: str | None = None
    employees: int | None = None
    revenue_band: RevenueBand | None = None
    products: tuple[Product, ...] = ()
    systems: tuple[HeldSystem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FirmFacts:
    """A unit's checked facts."""

    name: str
    org_type: OrgType
    short_name: str | None
    tax_code: TaxCode | None
    registration: Registration | None
    head_office: Address
    production: tuple[Address, ...]
    representative: Representative | None
    contacts: tuple[Contact, ...]
    sector: str | None
    employees: int | None
    revenue_band: RevenueBand | None
    products: tuple[Product, ...]
    systems: tuple[HeldSystem, ...]

    @classmethod
    def of(cls, given: FirmInput, *, today: date, before: Self | None = None) -> Self:
        """Check what is given; ids are taken over from ``before``.

        Raises:
            InvalidInput: tax code, commune, sector or products are not valid.
        """
        contacts = with_ids(given.contacts, before.contacts if before else ())
        return cls(
            name=" ".join(given.name.split()),
            org_type=given.org_type,
            short_name=given.short_name,
            tax_code=parse_tax_code(given.tax_code, given.org_type) if given.tax_code else None,
            registration=given.registration,
            head_office=_head_office(given, today),
            production=_checked(given.production),
            representative=given.representative,
            contacts=without_consent(contacts, set(given.consents_withdrawn)),
            sector=check_sector(given.sector) if given.sector else None,
            employees=given.employees,
            revenue_band=given.revenue_band,
            products=mint_products(given.products, before.products if before else ()),
            systems=given.systems,
        )

    def as_entered(self) -> FirmInput:
        """Return what would have to be entered to get these facts."""
        shared = vars(self).keys() & {one.name for one in fields(FirmInput)}
        given = {name: getattr(self, name) for name in shared}
        office = self.head_office
        given |= {"tax_code": self.tax_code.number if self.tax_code else None}
        return FirmInput(
            **given, address=office.detail, commune_code=office.unit_code, address_on=office.on
        )

    def without_contact(self, contact_id: str, on: date) -> Self:
        """Return the facts with everything about one contact erased."""
        contacts = tuple(
            contact.erased(on) if contact.contact_id == contact_id else contact
            for contact in self.contacts
        )
        return replace(self, contacts=contacts)


def described(facts: FirmFacts) -> dict[str, str]:
    """Return the facts as comparable text by group, in the order of the form."""
    return {group: describe(facts) for group, describe in DESCRIPTIONS.items()}


def _head_office(given: FirmInput, today: date) -> Address:
    address = Address(given.commune_code, given.address, given.address_on or today)
    address.check("commune_code")
    return address


def _checked(addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    for index, address in enumerate(addresses):
        address.check(f"production.{index}.unit_code")
    return addresses


def _dated(address: Address) -> str:
    return f"{address.written} ({_written(address.on)})" if address.written else ""


def _joined(*parts: object) -> str:
    return " · ".join(_written(part) for part in parts if part not in (None, ""))


def _written(part: object) -> str:
    return f"{part:%d/%m/%Y}" if isinstance(part, date) else str(part)


def _contact(contact: Contact) -> str:
    consent = (
        contact.consent and f"✓ {_written(contact.consent.given_on)} {contact.consent.purpose}"
    )
    erased = contact.erased_on and f"✕ {_written(contact.erased_on)}"
    said = (contact.name, contact.position, contact.email, contact.phone, consent, erased)
    return _joined(*said)


DESCRIPTIONS: Mapping[str, Callable[[FirmFacts], str]] = {
    "name": lambda facts: facts.name,
    "short_name": lambda facts: facts.short_name or "",
    "org_type": lambda facts: facts.org_type.value,
    "tax_code": lambda facts: facts.tax_code.shown if facts.tax_code else "",
    "registration": lambda facts: (
        _joined(*vars(facts.registration).values()) if facts.registration else ""
    ),
    "head_office": lambda facts: _dated(facts.head_office),
    "production": lambda facts: "\n".join(map(_dated, facts.production)),
    "representative": lambda facts: (
        _joined(*vars(facts.representative).values()) if facts.representative else ""
    ),
    "contacts": lambda facts: "\n".join(map(_contact, facts.contacts)),
    "sector": lambda facts: facts.sector or "",
    "employees": lambda facts: "" if facts.employees is None else str(facts.employees),
    "revenue_band": lambda facts: facts.revenue_band.value if facts.revenue_band else "",
    "products": lambda facts: "\n".join(
        _joined(product.name, product.standard, product.output) for product in facts.products
    ),
    "systems": lambda facts: "\n".join(_joined(*vars(one).values()) for one in facts.systems),
}
