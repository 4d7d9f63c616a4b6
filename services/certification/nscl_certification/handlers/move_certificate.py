"""What can happen to a certificate after it was granted."""

from __future__ import annotations

from typing import Any

from nscl_certification.domain.certificate import Certificate
from nscl_certification.handlers.commands import (
    ReinstateCertificate,
    ReplaceCertificate,
    RevokeCertificate,
    SuspendCertificate,
)
from nscl_certification.handlers.ports import CertificationWork


def suspend_certificate(cmd: SuspendCertificate, uow: CertificationWork) -> dict[str, Any]:
    """Put it out of force for a time."""
    certificate = uow.certificates.get(cmd.certificate_id)
    certificate.suspend(cmd.reason, cmd.on, cmd.by)
    return _answer(certificate)


def reinstate_certificate(cmd: ReinstateCertificate, uow: CertificationWork) -> dict[str, Any]:
    """End its suspension."""
    certificate = uow.certificates.get(cmd.certificate_id)
    certificate.reinstate(cmd.on, cmd.by, cmd.note)
    return _answer(certificate)


def replace_certificate(cmd: ReplaceCertificate, uow: CertificationWork) -> dict[str, Any]:
    """Let another certificate of the same holder take its place."""
    certificate = uow.certificates.get(cmd.certificate_id)
    certificate.replace(uow.certificates.get(cmd.successor_id), cmd.on, cmd.by)
    return _answer(certificate)


def revoke_certificate(cmd: RevokeCertificate, uow: CertificationWork) -> dict[str, Any]:
    """Take it back."""
    certificate = uow.certificates.get(cmd.certificate_id)
    certificate.revoke(cmd.reason, cmd.revoked_on, cmd.by)
    return _answer(certificate)


def _answer(certificate: Certificate) -> dict[str, Any]:
    return {"id": certificate.id, "state": certificate.state.value}
