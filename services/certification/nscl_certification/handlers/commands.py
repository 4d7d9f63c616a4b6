"""The commands: what can be asked of this service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl_certification.domain.scope import Firm, Paper, Product, Scope


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """Plan a case.  ``firm_is_new`` keeps a unit typed by hand for the next case."""

    scope: Scope
    opened_on: date
    by: str = ""
    firm_is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class BeginCase:
    """Note that consulting or application began."""

    case_id: str
    on: date
    by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RecordAudit:
    """Note an audit."""

    case_id: str
    audited_on: date
    by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RequireCorrection:
    """Note that the audit asks for corrective action."""

    case_id: str
    on: date
    by: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CloseCase:
    """End a case without a certificate."""

    case_id: str
    reason: str
    on: date
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class GrantCertificate:
    """Register the certificate a case ended with.

    With ``usual_expiry`` the date in ``paper`` is not known and the scheme's
    usual validity fills it.
    """

    case_id: str
    paper: Paper
    usual_expiry: bool = False
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class SuspendCertificate:
    """Put a certificate out of force for a time."""

    certificate_id: str
    reason: str
    on: date
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class ReinstateCertificate:
    """End a suspension."""

    certificate_id: str
    on: date
    note: str = ""
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplaceCertificate:
    """Note that another certificate of the same holder takes its place."""

    certificate_id: str
    successor_id: str
    on: date
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class RevokeCertificate:
    """Take a certificate back."""

    certificate_id: str
    reason: str
    revoked_on: date
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class CopyFirm:
    """Keep what another service says of a unit, as of ``sequence``."""

    firm: Firm
    sequence: int
    products: Sequence[Product] = ()
    owner_account_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class CopyApplication:
    """Keep what another service says of an application, as of ``sequence``.

    ``state`` is ``approved``, ``agreement-signed`` or ``withdrawn``.
    """

    application_id: str
    sequence: int
    state: str
    facts: Mapping[str, Any]
