"""Parts of a unit's entry, in and out of documents."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain import firm_parts as domain
from nscl_registration.domain.firm_history import Change, ChangeKind, FieldChange
from nscl_registration.storage import documents_firms as documents
from nscl_registration.storage.parts import values


def address(part: Any) -> domain.Address:
    """Return an address."""
    return domain.Address(**values(part))


def address_part(given: domain.Address) -> documents.AddressPart:
    """Return its document."""
    return documents.AddressPart(**vars(given))


def registration(part: Any) -> domain.Registration | None:
    """Return the certificate of registration, if there is one."""
    return domain.Registration(**values(part)) if part else None


def registration_part(given: domain.Registration | None) -> documents.RegistrationPart | None:
    """Return its document."""
    return documents.RegistrationPart(**vars(given)) if given else None


def representative(part: Any) -> domain.Representative | None:
    """Return the legal representative, if there is one."""
    return domain.Representative(**values(part)) if part else None


def representative_part(
    given: domain.Representative | None,
) -> documents.RepresentativePart | None:
    """Return its document."""
    return documents.RepresentativePart(**vars(given)) if given else None


def contact(part: Any) -> domain.Contact:
    """Return a contact person."""
    known = values(part)
    given_on, purpose = known.pop("consent_on"), known.pop("consent_purpose")
    return domain.Contact(consent=domain.Consent(given_on, purpose) if given_on else None, **known)


def contact_part(given: domain.Contact) -> documents.ContactPart:
    """Return its document."""
    known = {**vars(given)}
    consent = known.pop("consent")
    if consent is not None:
        known |= {"consent_on": consent.given_on, "consent_purpose": consent.purpose}
    return documents.ContactPart(**known)


def system(part: Any) -> domain.HeldSystem:
    """Return a system or certificate."""
    return domain.HeldSystem(**values(part))


def system_part(given: domain.HeldSystem) -> documents.SystemPart:
    """Return its document."""
    return documents.SystemPart(**vars(given))


def change(part: Any) -> Change:
    """Return a line of the history."""
    known = values(part)
    fields = known.pop("fields_changed")
    kind = ChangeKind(known.pop("kind"))
    return Change(kind=kind, fields=tuple(FieldChange(**values(one)) for one in fields), **known)


def change_part(given: Change) -> documents.ChangePart:
    """Return its document."""
    known = {**vars(given), "kind": given.kind.value}
    fields = [documents.FieldChangePart(**vars(one)) for one in known.pop("fields")]
    return documents.ChangePart(fields_changed=fields, **known)
