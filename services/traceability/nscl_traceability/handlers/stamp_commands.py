"""What can be asked of stamps, from request to void; ``by`` is who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_traceability.domain.intervals import Intervals
from nscl_traceability.domain.stamp_states import VoidReason


@dataclass(frozen=True, kw_only=True)
class RequestStamps:
    """Ask for stamps for a lot; ``for_firm``: a firm asks, not an officer on its behalf."""

    lot_id: str
    quantity: int
    note: str
    on: date
    by: str
    for_firm: bool = False


@dataclass(frozen=True, kw_only=True)
class ApproveStamps:
    """Grant a request; ``quantity`` None: as many as were asked for."""

    batch_id: str
    quantity: int | None
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class RefuseStamps:
    """Turn a request down."""

    batch_id: str
    reason: str
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class IssueBatch:
    """Issue an approved batch with the key ``key_id``."""

    batch_id: str
    key_id: int
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class IssueStamps:
    """Request, approve and issue in one, as an officer may; ``activate``: put all into use."""

    lot_id: str
    quantity: int
    issued_on: date
    key_id: int
    by: str
    activate: bool = False


@dataclass(frozen=True, kw_only=True)
class PrintStamps:
    """Note that a range goes to a printer as ``form``."""

    batch_id: str
    first: int
    last: int
    form: str
    by: str


@dataclass(frozen=True, kw_only=True)
class RecordPrintFile:
    """Keep the manifest of a file that was handed out whole."""

    batch_id: str
    form: str
    first: int
    last: int
    size: int
    sha256: str
    by: str


@dataclass(frozen=True, kw_only=True)
class ActivateStamps:
    """Put a range into use."""

    batch_id: str
    first: int
    last: int
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class ScrapStamps:
    """Note what the printer spoilt."""

    batch_id: str
    stamps: Intervals
    by: str


@dataclass(frozen=True, kw_only=True)
class VoidStamps:
    """Take a range out of use."""

    batch_id: str
    first: int
    last: int
    reason: VoidReason
    note: str
    on: date
    by: str
