"""One case, one certificate, and the facts to choose from in forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nscl_certification.queries.views import case_view, certificate_view
from nscl_certification.storage.documents import (
    ApplicationCopy,
    CaseDocument,
    CertificateDocument,
    FirmCopy,
)
from nscl_shared.kernel import NotFound
from nscl_shared.kernel.clock import today

MOST_FIRMS = 2_000
SUPPORTED = ("approved", "agreement-signed")


def show_case(case_id: str, firms: Sequence[str] | None = None) -> dict[str, Any]:
    """Return a case of one of ``firms`` (None: of any).

    Raises:
        NotFound: ``case-not-found``.
    """
    document = CaseDocument.objects(id=case_id).first()
    if document is None or not (firms is None or document.firm_id in firms):
        raise NotFound("case-not-found", id=case_id)
    return case_view(document)


def show_certificate(certificate_id: str, firms: Sequence[str] | None = None) -> dict[str, Any]:
    """Return a certificate of one of ``firms`` (None: of any).

    Raises:
        NotFound: ``certificate-not-found``.
    """
    document = CertificateDocument.objects(id=certificate_id).first()
    if document is None or not (firms is None or document.firm_id in firms):
        raise NotFound("certificate-not-found", id=certificate_id)
    return certificate_view(document, today())


def firms_of(account_id: str) -> list[str]:
    """Return the ids of the units an account acts for."""
    return [str(firm) for firm in FirmCopy.objects(owner_account_id=account_id).scalar("id")]


def known_firms() -> list[tuple[str, str]]:
    """Return ``(id, name)`` of the units we know, by name."""
    found = FirmCopy.objects(name__ne=None).order_by("name_key").limit(MOST_FIRMS)
    return [(firm.id, firm.name) for firm in found]


def known_firm(firm_id: str) -> dict[str, Any] | None:
    """Return what we know of a unit, with its products, or None."""
    firm = FirmCopy.objects(id=firm_id).first() if firm_id else None
    if firm is None or not firm.name:
        return None
    products = [dict(product) for product in firm.products]
    return {"firm_id": firm.id, "name": firm.name, "org_type": firm.org_type, "products": products}


def approved_applications(firm_id: str) -> list[dict[str, Any]]:
    """Return the unit's approved applications that were not withdrawn."""
    found = ApplicationCopy.objects(firm_id=firm_id, state__in=SUPPORTED).order_by("case_number")
    return [{"id": a.id, "case_number": a.case_number, "project_id": a.project_id} for a in found]


def project_of(application_id: str | None) -> str | None:
    """Return the project of a known application."""
    copy = ApplicationCopy.objects(id=application_id).first() if application_id else None
    return None if copy is None else copy.project_id
