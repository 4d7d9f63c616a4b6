"""What a unit's entry in the register is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from nscl_shared import units
from nscl_shared.kernel import InvalidInput, new_id

UNIT_CODE = re.compile(r"[0-9]{3}|[0-9]{5}")


@dataclass(frozen=True)
class Address:
    """A place: the lowest administrative unit as it was on the day ``on``, and the rest."""

    unit_code: str | None
    detail: str | None
    on: date

    def check(self, field: str) -> None:
        """Refuse a code that no unit had on the day.

        Raises:
            InvalidInput: ``commune-code-malformed``, ``commune-unknown``, or
                ``commune-ended``, naming what came of it.
        """
        code = self.unit_code
        if code is None:
            return
        if not UNIT_CODE.fullmatch(code):
            raise InvalidInput("commune-code-malformed", field=field)
        if units.unit_on(code, self.on) and not units.children(code, self.on):
            return
        raise self._refusal(code, field)

    def _refusal(self, code: str, field: str) -> InvalidInput:
        heirs = [units.path_name(one.new, self.on) for one in units.successors(code)]
        old = units.path_name(code, date.min)
        if self.on >= units.FIRST_DAY_OF_COMMUNES and heirs and old != code:
            into = "; ".join(heirs[:5])
            return InvalidInput("commune-ended", field=field, unit=old, day=self.on, into=into)
        return InvalidInput("commune-unknown", field=field, unit=code, day=self.on)

    @property
    def province_code(self) -> str | None:
        """Return the province, as it was on the day."""
        return units.province_of(self.unit_code, self.on) if self.unit_code else None

    @property
    def written(self) -> str:
        """Return the address as it is written on a letter."""
        unit = units.path_name(self.unit_code, self.on) if self.unit_code else None
        return ", ".join(part for part in (self.detail, unit) if part)


@dataclass(frozen=True)
class Registration:
    """The certificate of registration."""

    number: str
    issued_on: date | None = None
    issuer: str | None = None


@dataclass(frozen=True)
class Representative:
    """The legal representative; personal data."""

    name: str
    position: str | None = None


@dataclass(frozen=True)
class Consent:
    """What the person agreed to, and when (Law 91/2025/QH15)."""

    given_on: date
    purpose: str


@dataclass(frozen=True)
class Contact:
    """Whom to reach; personal data.  An erased contact keeps only its id and the day."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    position: str | None = None
    consent: Consent | None = None
    contact_id: str = ""
    erased_on: date | None = None

    @property
    def known(self) -> bool:
        """Tell whether anything is entered about the person."""
        return bool(self.name or self.email or self.phone)

    def erased(self, on: date) -> Contact:
        """Return what is left when everything about the person is erased."""
        return Contact(contact_id=self.contact_id, erased_on=on)


@dataclass(frozen=True)
class HeldSystem:
    """A management system or certificate that the unit holds."""

    name: str
    number: str | None = None
    issuer: str | None = None
    expires_on: date | None = None


def with_ids(given: tuple[Contact, ...], before: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """Return the contacts with ids; those of ``before`` keep theirs, their consent, and erasures.

    An empty line is left out.  A contact id that ``before`` does not know is new.
    """
    known = {contact.contact_id: contact for contact in before if contact.erased_on is None}
    kept = tuple(_with_id(contact, known) for contact in given if contact.known)
    return kept + tuple(contact for contact in before if contact.erased_on is not None)


def _with_id(contact: Contact, known: dict[str, Contact]) -> Contact:
    earlier = known.get(contact.contact_id)
    if earlier is None:
        return replace(contact, contact_id=new_id())
    return replace(contact, consent=contact.consent or earlier.consent)


def without_consent(contacts: tuple[Contact, ...], withdrawn: set[str]) -> tuple[Contact, ...]:
    """Return the contacts; those that took their consent back have none."""
    return tuple(
        replace(contact, consent=None) if contact.contact_id in withdrawn else contact
        for contact in contacts
    )
