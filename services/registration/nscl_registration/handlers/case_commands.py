"""Steps of an application around the decision and under the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.codes import MovementKind
from nscl_registration.handlers.commands import CaseCommand


@dataclass(frozen=True, kw_only=True)
class RequestSupplement(CaseCommand):
    """Ask the unit for what is missing."""

    reason: str
    requested_on: date
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ResubmitApplication(CaseCommand):
    """Hand in what was asked for."""

    submitted_on: date
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class WaitlistApplication(CaseCommand):
    """Put it on the waiting list."""

    reason: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class StartWork(CaseCommand):
    """Begin the work under the agreement."""

    started_on: date
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SuspendWork(CaseCommand):
    """Pause the work."""

    reason: str
    suspended_on: date


@dataclass(frozen=True, kw_only=True)
class ResumeWork(CaseCommand):
    """Go on."""

    resumed_on: date
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReportProgress(CaseCommand):
    """Note what was done; ``percent`` of the whole."""

    on: date
    text: str
    percent: int
    document: str | None = None


@dataclass(frozen=True, kw_only=True)
class AcceptResults(CaseCommand):
    """Accept the results (nghiệm thu)."""

    accepted_on: date
    minutes_number: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class MoveMoney(CaseCommand):
    """Pay an advance or instalment, or take money back; whole VND."""

    kind: MovementKind
    amount_vnd: int
    on: date
    document: str
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SettleApplication(CaseCommand):
    """Fix what the State owes in the end."""

    settled_vnd: int
    settled_on: date
    number: str


@dataclass(frozen=True, kw_only=True)
class CloseApplication(CaseCommand):
    """Close the file."""

    closed_on: date
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class TerminateAgreement(CaseCommand):
    """End the agreement before its time."""

    reason: str
    terminated_on: date


@dataclass(frozen=True, kw_only=True)
class UndoStep(CaseCommand):
    """Take the latest step back, with a reason."""

    reason: str
    undone_on: date


@dataclass(frozen=True, kw_only=True)
class AssignApplication(CaseCommand):
    """Give a case to an officer; without one it is everybody's again."""

    officer_id: str | None
    on: date
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class NoteOfficer:
    """Note that an officer works here, and the name of now."""

    account_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class WelcomeOfficer(NoteOfficer):
    """Note an officer whose account is new; one who was here already keeps the name of then."""
