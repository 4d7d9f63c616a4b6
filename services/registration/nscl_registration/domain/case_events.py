"""What happened to an application besides the decision; told to others unless said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.codes import ApplicationState, MovementKind
from nscl_registration.domain.events import ApplicationFacts


@dataclass(frozen=True)
class SupplementRequested:
    """The papers are not complete; the unit has until ``due_on``."""

    facts: ApplicationFacts
    reason: str
    requested_on: date
    due_on: date | None
    contact_email: str | None


@dataclass(frozen=True)
class ApplicationResubmitted:
    """The unit handed in what was asked for."""

    facts: ApplicationFacts
    submitted_on: date


@dataclass(frozen=True)
class ApplicationWaitlisted:
    """It is worth support; there is no money for it yet."""

    facts: ApplicationFacts
    reason: str
    decided_on: date


@dataclass(frozen=True)
class ApplicationStarted:
    """Work under the agreement began."""

    facts: ApplicationFacts
    started_on: date


@dataclass(frozen=True)
class ApplicationSuspended:
    """Work pauses."""

    facts: ApplicationFacts
    reason: str
    suspended_on: date


@dataclass(frozen=True)
class ApplicationResumed:
    """Work goes on."""

    facts: ApplicationFacts
    resumed_on: date


@dataclass(frozen=True)
class ProgressReported:
    """The unit or the officer reported progress; internal."""

    facts: ApplicationFacts


@dataclass(frozen=True)
class ApplicationAccepted:
    """The results were accepted (nghiệm thu)."""

    facts: ApplicationFacts
    accepted_on: date
    minutes_number: str | None


@dataclass(frozen=True)
class MoneyMoved:
    """The State paid the unit; ``net_vnd`` is all paid so far less what came back."""

    facts: ApplicationFacts
    kind: MovementKind
    amount_vnd: int
    on: date
    document: str
    net_vnd: int


@dataclass(frozen=True)
class PaymentMade(MoneyMoved):
    """An advance or an instalment was paid."""


@dataclass(frozen=True)
class MoneyReturned(MoneyMoved):
    """The unit paid back."""


@dataclass(frozen=True)
class ApplicationSettled:
    """What the State owes in the end was fixed (thanh lý, quyết toán)."""

    facts: ApplicationFacts
    settled_vnd: int
    settled_on: date
    number: str


@dataclass(frozen=True)
class ApplicationClosed:
    """Everything is paid and filed."""

    facts: ApplicationFacts
    paid_vnd: int
    closed_on: date


@dataclass(frozen=True)
class ApplicationTerminated:
    """The agreement ended before its time."""

    facts: ApplicationFacts
    reason: str
    terminated_on: date
    net_vnd: int


@dataclass(frozen=True)
class ApplicationAssigned:
    """An officer has the case in hand now; ``None``: nobody in particular."""

    application_id: str
    officer_id: str | None


@dataclass(frozen=True)
class StepUndone:
    """The latest step was taken back; the amounts are those that hold again."""

    facts: ApplicationFacts
    undone: ApplicationState
    state: ApplicationState
    reason: str
    undone_on: date
    approved_vnd: int | None
    agreed_vnd: int | None
    agreed_cost_vnd: int | None
