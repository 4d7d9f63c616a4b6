"""What can be asked about the programme tree, activities and calls.  ``by`` is who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.activity import ActivityFacts
from nscl_registration.domain.call import CallTerms
from nscl_registration.domain.papers import AttachedFile, LegalBasis
from nscl_registration.domain.proposal import Check, ProposalContent
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.tended import Change, Outcome
from nscl_registration.handlers.commands import Edit


@dataclass(frozen=True, kw_only=True)
class AmendPlan:
    """Enter a later decision on a plan; ``seen`` is the version that was read."""

    plan_id: str
    seen: int
    basis: LegalBasis
    summary: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class AmendProject:
    """Enter a later decision on a project; ``seen`` is the version that was read."""

    project_id: str
    seen: int
    basis: LegalBasis
    summary: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class EndPlan(Edit):
    """Close or cancel a plan."""

    by: Actor
    plan_id: str
    outcome: Outcome
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class EndProject(Edit):
    """Close or cancel a project."""

    by: Actor
    project_id: str
    outcome: Outcome
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ReadPlanTarget(Edit):
    """Enter a figure for a target of a plan by hand."""

    by: Actor
    plan_id: str
    target_id: str
    value: int
    note: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ReadProjectTarget(Edit):
    """Enter a figure for a target of a project by hand."""

    by: Actor
    project_id: str
    target_id: str
    value: int
    note: str
    on: date


@dataclass(frozen=True, kw_only=True)
class AttachFile(Edit):
    """Refer to a stored file; ``kind`` is ``plans``, ``projects``, ``activities`` or ``calls``."""

    kind: str
    subject_id: str
    file: AttachedFile


@dataclass(frozen=True, kw_only=True)
class CorrectActivity:
    """Replace the entry of an activity; ``seen`` is the version that was read."""

    by: Actor
    activity_id: str
    seen: int
    facts: ActivityFacts
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class OpenCall:
    """Call for proposals."""

    terms: CallTerms


@dataclass(frozen=True, kw_only=True)
class CloseCall(Edit):
    """Take no more proposals."""

    call_id: str
    on: date
    cancelled: bool = False
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class SubmitProposal:
    """Hand a proposal in; ``on`` is the day it came in."""

    by: Actor
    call_id: str
    content: ProposalContent
    on: date


@dataclass(frozen=True, kw_only=True)
class AttachToProposal(Edit):
    """Refer to a stored file."""

    by: Actor
    proposal_id: str
    file: AttachedFile


@dataclass(frozen=True, kw_only=True)
class CheckProposal(Edit):
    """Note whether a required document is there."""

    proposal_id: str
    check: Check


@dataclass(frozen=True, kw_only=True)
class CommentOnProposal(Edit):
    """Add an officer's word."""

    by: Actor
    proposal_id: str
    text: str
    visible: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class DecideProposal(Edit):
    """Take it into the list, or leave it out."""

    by: Actor
    proposal_id: str
    included: bool
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class WithdrawProposal(Edit):
    """Take it back before it is decided."""

    by: Actor
    proposal_id: str
    reason: str
    on: date
