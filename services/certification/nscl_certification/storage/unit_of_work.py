"""Everything one command of this service may touch."""

from __future__ import annotations

from nscl_certification.publishing.announce import announce
from nscl_certification.storage.documents import ALIAS
from nscl_certification.storage.repositories import (
    ApplicationCopies,
    CaseRepository,
    CertificateRepository,
    FirmCopies,
)
from nscl_shared.persistence import UnitOfWork


class CertificationUnitOfWork(UnitOfWork):
    """Cases, certificates and the copies they are made with."""

    service = ALIAS

    def __init__(self) -> None:
        super().__init__(announce)
        self.cases = self.enlist(CaseRepository())
        self.certificates = self.enlist(CertificateRepository())
        self.firms = FirmCopies()
        self.applications = ApplicationCopies()
