"""What happened to cases and certificates.

The events that a contract exists for carry all that it asks, so that
announcing needs no second look into the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_certification.domain.scope import Paper, Scope


@dataclass(frozen=True)
class CaseOpened:
    """A case was planned."""

    case_id: str
    scope: Scope
    opened_on: date


@dataclass(frozen=True)
class CaseMoved:
    """A case went on to another state (or was audited again); only our own pages show it."""

    case_id: str
    state: str


@dataclass(frozen=True)
class CertificateGranted:
    """A certification body granted the certificate the case was for."""

    certificate_id: str
    case_id: str
    scope: Scope
    paper: Paper


@dataclass(frozen=True)
class CertificateRevoked:
    """The certificate was taken back; nothing follows."""

    certificate_id: str
    case_id: str
    scope: Scope
    paper: Paper
    reason: str
    revoked_on: date


@dataclass(frozen=True)
class CertificateMoved:
    """A certificate was suspended, reinstated or replaced."""

    certificate_id: str
    state: str
