"""What the handlers need of the world; ``storage`` provides it."""

from __future__ import annotations

from typing import Any, Protocol

from nscl_certification.domain.case import Case
from nscl_certification.domain.certificate import Certificate


class Cases(Protocol):
    """The certification cases."""

    def get(self, aggregate_id: str, /) -> Case:
        """Return a case or raise ``NotFound("case-not-found")``."""

    def add(self, aggregate: Case, /) -> None:
        """Take a new case."""


class Certificates(Protocol):
    """The certificates."""

    def get(self, aggregate_id: str, /) -> Certificate:
        """Return a certificate or raise ``NotFound("certificate-not-found")``."""

    def add(self, aggregate: Certificate, /) -> None:
        """Take a new certificate."""

    def numbered(self, number: str, certifier: str) -> Certificate | None:
        """Return the certificate that carries ``number`` of ``certifier``, if any."""


class Copies(Protocol):
    """Local copies of others' facts."""

    def absorb(self, subject: str, sequence: int, /, **fields: Any) -> object:
        """Write the fields for which ``sequence`` is newer."""


class Applications(Copies, Protocol):
    """Local copies of approved applications."""

    def known(self, application_id: str) -> dict[str, Any] | None:
        """Return ``firm_id`` and ``state`` of an application, None if never heard of."""


class CertificationWork(Protocol):
    """The unit of work of this service."""

    @property
    def cases(self) -> Cases:
        """The cases."""

    @property
    def certificates(self) -> Certificates:
        """The certificates."""

    @property
    def firms(self) -> Copies:
        """The copies of firms."""

    @property
    def applications(self) -> Applications:
        """The copies of applications."""
