"""A unit of the register: enterprise, cooperative, household."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from nscl_registration.domain import events
from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.firm_facts import FirmFacts, FirmInput
from nscl_registration.domain.firm_history import Change, ChangeKind, compare
from nscl_registration.domain.firm_parts import Contact
from nscl_registration.domain.products import Product
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.tax_code import TaxCode
from nscl_shared.kernel import Aggregate, Conflict, InvalidInput, NotFound, new_id
from nscl_shared.kernel.clock import local_date

STEM = 10  # digits of a tax code that a unit shares with its branches


@dataclass(kw_only=True)
class Firm(Aggregate):
    """A unit that may apply for support.

    ``owner_account_id`` is the account that acts for it, ``None`` when an
    officer entered it from paper.  An entry that was merged into another stays
    readable, names the other in ``merged_into`` and takes no more changes.
    """

    facts: FirmFacts
    owner_account_id: str | None
    merged_into: str | None = None
    history: tuple[Change, ...] = ()

    @classmethod
    def register(
        cls, given: FirmInput, by: Actor, at: datetime, *, owner_account_id: str | None = None
    ) -> Self:
        """Enter a unit.

        Raises:
            InvalidInput: a value is not what its field requires.
        """
        facts = FirmFacts.of(given, today=local_date(at))
        firm = cls(id=new_id(), facts=facts, owner_account_id=owner_account_id)
        firm.record(firm._announced(events.FirmRegistered))
        firm._note(at, by, ChangeKind.REGISTERED)
        return firm

    def update(self, given: FirmInput, by: Actor, at: datetime) -> None:
        """Replace the facts; nothing is noted when nothing changed.

        Raises:
            Conflict: ``firm-is-merged``.
            InvalidInput: a value is not what its field requires.
        """
        self._require_unmerged()
        facts = FirmFacts.of(given, today=local_date(at), before=self.facts)
        changes = compare(self.facts, facts)
        if not changes and facts == self.facts:
            return
        self.facts = facts
        self.record(self._announced(events.FirmUpdated))
        self._note(at, by, ChangeKind.UPDATED, fields=changes)

    def erase_contact(self, contact_id: str, by: Actor, at: datetime, reason: str) -> None:
        """Erase everything about a contact person; the unit stays.

        Raises:
            NotFound: ``contact-not-found``, also when it was erased before.
        """
        self.contact_of(contact_id)
        self.facts = self.facts.without_contact(contact_id, local_date(at))
        self.record(self._announced(events.FirmUpdated))
        self._note(at, by, ChangeKind.CONTACT_ERASED, note=reason)

    def merge_into(self, other: Firm, by: Actor, at: datetime, reason: str) -> None:
        """Become a part of ``other``'s entry.

        Raises:
            InvalidInput: ``merge-with-itself``.
            Conflict: one of them is merged already, or they are two legal persons.
        """
        self._require_mergeable(other)
        self.merged_into = other.id
        merged = events.FirmMerged(self.id, self.name, other.id, other.name, local_date(at))
        self.record(merged)
        self._note(at, by, ChangeKind.MERGED, note=reason, other_firm_id=other.id)
        other.record(events.FirmAbsorbed(other.id, self.id))
        other._note(at, by, ChangeKind.ABSORBED, note=reason, other_firm_id=self.id)

    def separate_from(self, other: Firm, by: Actor, at: datetime, reason: str) -> None:
        """Take a merger back.

        Raises:
            Conflict: ``firm-not-merged``.
        """
        if self.merged_into != other.id:
            raise Conflict("firm-not-merged", name=self.name)
        self.merged_into = None
        separated = events.FirmSeparated(self.id, self.name, other.id, local_date(at))
        self.record(separated)
        self._note(at, by, ChangeKind.SEPARATED, note=reason, other_firm_id=other.id)
        other.record(events.FirmReleased(other.id, self.id))
        other._note(at, by, ChangeKind.RELEASED, note=reason, other_firm_id=self.id)

    @property
    def name(self) -> str:
        """Return the legal name."""
        return self.facts.name

    @property
    def org_type(self) -> OrgType:
        """Return the kind of unit."""
        return self.facts.org_type

    @property
    def tax_code(self) -> TaxCode | None:
        """Return the tax code, if it has one."""
        return self.facts.tax_code

    @property
    def products(self) -> tuple[Product, ...]:
        """Return the main products."""
        return self.facts.products

    @property
    def contact(self) -> Contact:
        """Return the first person to reach, or an empty contact."""
        return next((contact for contact in self.facts.contacts if contact.known), Contact())

    def product_names(self) -> dict[str, str]:
        """Return the names of the products by id."""
        return {product.product_id: product.name for product in self.products}

    def contact_of(self, contact_id: str) -> Contact:
        """Return one contact person.

        Raises:
            NotFound: ``contact-not-found``.
        """
        for contact in self.facts.contacts:
            if contact.contact_id == contact_id and contact.erased_on is None:
                return contact
        raise NotFound("contact-not-found", id=contact_id)

    def _require_unmerged(self) -> None:
        if self.merged_into is not None:
            raise Conflict("firm-is-merged", name=self.name)

    def _require_mergeable(self, other: Firm) -> None:
        if self.id == other.id:
            raise InvalidInput("merge-with-itself", field="into")
        self._require_unmerged()
        other._require_unmerged()
        mine, others = _stem(self.tax_code), _stem(other.tax_code)
        if mine and others and mine != others:
            raise Conflict("merge-of-two-persons", one=mine, other=others)

    def _note(self, at: datetime, by: Actor, kind: ChangeKind, **more: Any) -> None:
        change = Change(version=self.version, at=at, by=by.name, kind=kind, **more)
        self.history = (*self.history, change)

    def _announced(self, event: Callable[..., object]) -> object:
        facts, contact = self.facts, self.contact
        office, person = facts.head_office, facts.representative
        return event(
            firm_id=self.id,
            name=facts.name,
            short_name=facts.short_name,
            org_type=facts.org_type,
            tax_code=facts.tax_code.publishable if facts.tax_code else None,
            address=office.detail,
            commune_code=office.unit_code,
            address_on=office.on if office.unit_code else None,
            contact_name=contact.name,
            contact_email=contact.email,
            contact_phone=contact.phone,
            representative_name=person.name if person else None,
            sector=facts.sector,
            employees=facts.employees,
            revenue_band=facts.revenue_band,
            owner_account_id=self.owner_account_id,
            products=facts.products,
        )


def _stem(tax_code: TaxCode | None) -> str | None:
    return tax_code.number[:STEM] if tax_code and not tax_code.personal else None
