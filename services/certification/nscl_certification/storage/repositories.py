"""Cases and certificates in and out of the database."""

from __future__ import annotations

from typing import Any

from nscl_certification.domain.case import Case, CaseState
from nscl_certification.domain.certificate import LIVE, Certificate, CertificateState
from nscl_certification.domain.scope import Paper
from nscl_certification.storage.documents import (
    ApplicationCopy,
    CaseDocument,
    CertificateDocument,
    FirmCopy,
)
from nscl_certification.storage.mapping import scope_fields, scope_of, step_fields, steps_of
from nscl_shared.kernel import search_key
from nscl_shared.persistence import AggregateRepository


class CaseRepository(AggregateRepository[Case]):
    """The certification cases."""

    document = CaseDocument
    missing = "case-not-found"

    def to_domain(self, document: CaseDocument) -> Case:
        """Return the stored case."""
        return Case(
            id=document.id,
            version=document.version,
            scope=scope_of(document),
            opened_on=document.opened_on,
            state=CaseState(document.state),
            audited_on=document.audited_on,
            certificate_id=document.certificate_id,
            steps=steps_of(document),
        )

    def to_fields(self, aggregate: Case) -> dict[str, Any]:
        """Return the fields of ``aggregate``."""
        return {
            **scope_fields(aggregate.scope),
            "opened_on": aggregate.opened_on,
            "state": aggregate.state.value,
            "audited_on": aggregate.audited_on,
            "certificate_id": aggregate.certificate_id,
            "steps": step_fields(aggregate.steps),
        }


class CertificateRepository(AggregateRepository[Certificate]):
    """The certificates; the number is unique per certification body."""

    document = CertificateDocument
    missing = "certificate-not-found"

    def numbered(self, number: str, certifier: str) -> Certificate | None:
        """Return the certificate with ``number`` of ``certifier``, however both are spelt."""
        return self.one(number_key=search_key(number), certifier_key=search_key(certifier))

    def to_domain(self, document: CertificateDocument) -> Certificate:
        """Return the stored certificate."""
        paper = Paper(document.number, document.certifier, document.issued_on, document.expires_on)
        return Certificate(
            id=document.id,
            version=document.version,
            case_id=document.case_id,
            scope=scope_of(document),
            paper=paper,
            state=CertificateState(document.state),
            replaced_by=document.replaced_by,
            steps=steps_of(document),
        )

    def to_fields(self, aggregate: Certificate) -> dict[str, Any]:
        """Return the fields of ``aggregate``."""
        paper = aggregate.paper
        return {
            **scope_fields(aggregate.scope),
            "case_id": aggregate.case_id,
            "number": paper.number,
            "certifier": paper.certifier,
            "number_key": search_key(paper.number),
            "certifier_key": search_key(paper.certifier),
            "issued_on": paper.issued_on,
            "expires_on": paper.expires_on,
            "state": aggregate.state.value,
            "replaced_by": aggregate.replaced_by,
            "expiry_key": _expiry_key(aggregate),
            "steps": step_fields(aggregate.steps),
        }


def _expiry_key(certificate: Certificate) -> str | None:
    last = certificate.paper.expires_on
    return f"{last}~{certificate.id}" if last and certificate.state in LIVE else None


class FirmCopies:
    """The copies of units."""

    def absorb(self, subject: str, sequence: int, /, **fields: Any) -> None:
        """Write the fields for which ``sequence`` is newer."""
        FirmCopy.absorb(subject, sequence, **fields)


class ApplicationCopies:
    """The copies of approved applications."""

    def absorb(self, subject: str, sequence: int, /, **fields: Any) -> None:
        """Write the fields for which ``sequence`` is newer."""
        ApplicationCopy.absorb(subject, sequence, **fields)

    def known(self, application_id: str) -> dict[str, Any] | None:
        """Return ``firm_id`` and ``state`` of an application, None if never heard of."""
        copy = ApplicationCopy.objects(id=application_id).first()
        return None if copy is None else {"firm_id": copy.firm_id, "state": copy.state}
