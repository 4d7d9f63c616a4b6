"""Register the certificate that a case ended with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nscl_certification.domain.case import Case
from nscl_certification.domain.certificate import Certificate
from nscl_certification.domain.scheme import Scheme
from nscl_certification.domain.scope import Paper
from nscl_certification.handlers.commands import GrantCertificate
from nscl_certification.handlers.ports import CertificationWork
from nscl_certification.handlers.schemes import installed_schemes
from nscl_shared.kernel import Conflict, new_id


def grant_certificate(cmd: GrantCertificate, uow: CertificationWork) -> dict[str, Any]:
    """Grant; answer the certificate's id, its expiry and what is unusual about it."""
    case = uow.cases.get(cmd.case_id)
    scheme = installed_schemes().get(case.scope.scheme)
    paper = _with_expiry(cmd, scheme)
    _refuse_double(paper, uow)
    certificate = _grant(case, paper, cmd.by)
    uow.certificates.add(certificate)
    unusual = scheme.warnings(paper.issued_on, paper.expires_on) if scheme else []
    return {
        "certificate_id": certificate.id,
        "expires_on": paper.expires_on.isoformat() if paper.expires_on else None,
        "warnings": unusual,
    }


def _with_expiry(cmd: GrantCertificate, scheme: Scheme | None) -> Paper:
    if not cmd.usual_expiry or scheme is None:
        return cmd.paper
    return replace(cmd.paper, expires_on=scheme.usual_expiry(cmd.paper.issued_on))


def _refuse_double(paper: Paper, uow: CertificationWork) -> None:
    if uow.certificates.numbered(paper.number, paper.certifier) is not None:
        raise Conflict(
            "certificate-number-taken",
            field="number",
            number=paper.number,
            certifier=paper.certifier,
        )


def _grant(case: Case, paper: Paper, by: str) -> Certificate:
    certificate = Certificate.issue(new_id(), case.id, case.scope, paper, by)
    case.grant(certificate.id, paper.issued_on, by, paper.number)
    return certificate
