"""What happened to the programme tree, activities and calls, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl_registration.domain.funding import BudgetLine
from nscl_registration.domain.papers import LegalBasis


@dataclass(frozen=True)
class FileAttached:
    """A file was attached; internal."""

    subject_id: str
    attachment_id: str


@dataclass(frozen=True)
class TargetRead:
    """A figure was entered by hand; internal."""

    subject_id: str
    target_id: str


@dataclass(frozen=True, kw_only=True)
class PlanAmended:
    """A later decision changed a plan; the fields say what holds now."""

    plan_id: str
    kind: str
    number: str
    signed_on: date
    issuer: str
    title: str
    period_from: int
    period_to: int
    parent_id: str | None
    responsible: str | None
    budget: tuple[BudgetLine, ...]
    basis: LegalBasis
    summary: str


@dataclass(frozen=True)
class PlanEnded:
    """A plan was closed or cancelled."""

    plan_id: str
    outcome: str
    reason: str
    ended_on: date


@dataclass(frozen=True, kw_only=True)
class ProjectAmended:
    """A later decision changed a project; the fields say what holds now."""

    project_id: str
    code: str
    year: int
    topic: str
    plan_id: str
    budget_vnd: int | None
    responsible: str | None
    budget: tuple[BudgetLine, ...]
    basis: LegalBasis
    summary: str


@dataclass(frozen=True)
class ProjectEnded:
    """A project was closed or cancelled."""

    project_id: str
    outcome: str
    reason: str
    ended_on: date


@dataclass(frozen=True)
class ActivityCorrected:
    """An entry about an activity was corrected; ``facts`` are those that hold now."""

    facts: dict[str, Any]
    reason: str
    corrected_on: date


@dataclass(frozen=True, kw_only=True)
class CallOpened:
    """Proposals are called for."""

    call_id: str
    title: str
    basis: LegalBasis
    opens_on: date
    deadline: date
    priorities: tuple[str, ...]
    recipients: tuple[str, ...]
    required_documents: tuple[str, ...]


@dataclass(frozen=True)
class CallClosed:
    """A call takes no more proposals."""

    call_id: str
    title: str
    closed_on: date
    cancelled: bool
    reason: str | None


@dataclass(frozen=True)
class CallChanged:
    """Something about a call changed that only this service needs; internal."""

    call_id: str


@dataclass(frozen=True, kw_only=True)
class ProposalFacts:
    """What every event of a proposal carries."""

    proposal_id: str
    proposal_number: str
    call_id: str
    title: str
    lead_unit: str
    late: bool


@dataclass(frozen=True)
class ProposalSubmitted:
    """A proposal came in."""

    facts: ProposalFacts
    submitted_on: date
    budget: tuple[BudgetLine, ...]


@dataclass(frozen=True)
class ProposalDecided:
    """A proposal was taken into the list, or left out with a reason."""

    facts: ProposalFacts
    included: bool
    reason: str
    decided_on: date


@dataclass(frozen=True)
class ProposalWithdrawn:
    """Its sender took a proposal back."""

    facts: ProposalFacts
    reason: str
    withdrawn_on: date


@dataclass(frozen=True)
class ProposalNoted:
    """A comment, check or file was added; internal."""

    proposal_id: str
