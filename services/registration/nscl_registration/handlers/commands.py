"""What can be asked of this service.  ``by`` is who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from nscl_registration.domain.activity import ActivityFacts
from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.form import BLANK, Form
from nscl_registration.domain.funding import BudgetLine
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.supports import Wish
from nscl_registration.domain.targets import NewTarget
from nscl_shared.kernel.clock import now


@dataclass(frozen=True, kw_only=True)
class AdoptPlan:
    """Enter a programme or plan."""

    kind: PlanKind
    number: str
    signed_on: date
    issuer: str
    title: str
    period_from: int
    period_to: int
    parent_id: str | None = None
    responsible: str | None = None
    budget: tuple[BudgetLine, ...] = ()
    targets: tuple[NewTarget, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenProject:
    """Open a project of a yearly plan."""

    code: str
    year: int
    topic: str
    plan_id: str
    budget_vnd: int | None = None
    responsible: str | None = None
    budget: tuple[BudgetLine, ...] = ()
    targets: tuple[NewTarget, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordActivity:
    """Enter a training class or communication activity."""

    facts: ActivityFacts


@dataclass(frozen=True, kw_only=True)
class RegisterFirm(FirmInput):
    """Enter a unit; a firm account becomes its owner."""

    by: Actor
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class FileApplication:
    """Begin an application, complete or not; ``on`` is the day it is filed."""

    by: Actor
    firm_id: str
    project_id: str
    supports: tuple[Wish, ...] = ()
    estimated_cost_vnd: int = 0
    form: Form = BLANK
    on: date


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A change; ``expects`` is the version that its author has read, ``None`` any."""

    expects: int | None = None


@dataclass(frozen=True, kw_only=True)
class CaseCommand(Edit):
    """A step of an application."""

    by: Actor
    application_id: str


@dataclass(frozen=True, kw_only=True)
class SubmitApplication(CaseCommand):
    """Hand the application in, with the commitment unless it was given before."""

    submitted_on: date
    commitment: bool = False


@dataclass(frozen=True, kw_only=True)
class ReceiveApplication(CaseCommand):
    """Take it in at the agency."""

    on: date
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class AppraiseApplication(CaseCommand):
    """Note that it was appraised."""

    on: date
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class ApproveApplication(CaseCommand):
    """Approve an amount of support, whole VND."""

    support_vnd: int
    decided_on: date
    decision_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class RefuseApplication(CaseCommand):
    """Refuse it with a reason."""

    reason: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class WithdrawApplication(CaseCommand):
    """Take it back before signing."""

    reason: str
    withdrawn_on: date


@dataclass(frozen=True, kw_only=True)
class SignAgreement(CaseCommand):
    """Sign the support agreement; amounts in whole VND."""

    number: str
    total_cost_vnd: int
    support_vnd: int
    signed_on: date
