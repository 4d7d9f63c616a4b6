"""Stored cases and certificates as plain dictionaries, for REST and pages alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from nscl_certification.domain import case as cases
from nscl_certification.domain import certificate as certificates
from nscl_certification.storage.documents import CaseDocument, CertificateDocument


def case_view(document: CaseDocument) -> dict[str, Any]:
    """Return a case with its timeline and the actions its state allows."""
    state = cases.CaseState(document.state)
    return {
        **_scope(document),
        "opened_on": document.opened_on,
        "audited_on": document.audited_on,
        "certificate_id": document.certificate_id,
        "allowed": [name for name, states in cases.ACTIONS.items() if state in states],
    }


def certificate_view(document: CertificateDocument, today: date) -> dict[str, Any]:
    """Return a certificate; ``standing`` and ``days_left`` are as of ``today``."""
    state = certificates.CertificateState(document.state)
    expires_on = document.expires_on
    return {
        **_scope(document),
        "case_id": document.case_id,
        "number": document.number,
        "certifier": document.certifier,
        "issued_on": document.issued_on,
        "expires_on": expires_on,
        "standing": certificates.standing(state, expires_on, today).value,
        "days_left": (expires_on - today).days if expires_on else None,
        "replaced_by": document.replaced_by,
        "allowed": [name for name, states in certificates.ACTIONS.items() if state in states],
    }


def _scope(document: CaseDocument | CertificateDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "scheme": document.scheme,
        "standard": document.standard,
        "firm": {
            "firm_id": document.firm_id,
            "name": document.firm_name,
            "org_type": document.org_type,
        },
        "products": [{"product_id": p.product_id, "name": p.name} for p in document.products],
        "application_id": document.application_id,
        "project_id": document.project_id,
        "state": document.state,
        "steps": [
            {"state": s.state, "on": s.on, "by": s.by or "", "note": s.note or ""}
            for s in document.steps
        ],
    }
