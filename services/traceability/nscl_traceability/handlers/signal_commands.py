"""What can be asked about counterfeit signals and their cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nscl_traceability.domain.case import Outcome
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.signals import Thresholds


@dataclass(frozen=True, kw_only=True)
class WatchScans:
    """Look at the next scans before ``until``: at most ``most``, and those of a time ``span``."""

    until: datetime
    span: timedelta
    most: int
    limits: Thresholds


@dataclass(frozen=True, kw_only=True)
class WatchTallies:
    """Look at how many forged serials there were on some days."""

    days: Sequence[date]
    at: datetime
    limits: Thresholds


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """Look into signals and reports."""

    title: str
    signal_ids: Sequence[str]
    report_ids: Sequence[str]
    act: Act


@dataclass(frozen=True, kw_only=True)
class AddEvidence:
    """Look into more; ``version`` is that of the case that was read, None for any."""

    case_id: str
    version: int | None
    signal_ids: Sequence[str]
    report_ids: Sequence[str]
    act: Act


@dataclass(frozen=True, kw_only=True)
class WriteNote:
    """Add a note to a case."""

    case_id: str
    version: int | None
    act: Act


@dataclass(frozen=True, kw_only=True)
class CloseCase:
    """End a case."""

    case_id: str
    version: int | None
    outcome: Outcome
    act: Act


@dataclass(frozen=True, kw_only=True)
class ReopenCase:
    """Look into a closed case again."""

    case_id: str
    version: int | None
    act: Act


@dataclass(frozen=True, kw_only=True)
class EraseReports:
    """Delete what people wrote in reports: all of them, or none."""

    report_ids: Sequence[str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class VoidCaseStamps:
    """Make the stamps that a case's signals name void, so that scans say *suspicious*."""

    case_id: str
    version: int | None
    act: Act
