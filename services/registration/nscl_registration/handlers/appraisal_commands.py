"""What can be asked about the appraisal of an application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.appraisal.council import Member
from nscl_registration.handlers.commands import CaseCommand


@dataclass(frozen=True, kw_only=True)
class CouncilCommand(CaseCommand):
    """A step of a council; ``read`` is the version of the appraisal that the caller has seen."""

    read: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConveneCouncil(CaseCommand):
    """Call the council together and check the eligibility."""

    members: tuple[Member, ...]
    on: date


@dataclass(frozen=True, kw_only=True)
class DeclareConflict(CouncilCommand):
    """Exclude oneself from the case; an officer may exclude a member."""

    reason: str
    account_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ScoreApplication(CouncilCommand):
    """Give points by criterion."""

    points: dict[str, int]
    on: date
    comment: str | None = None


@dataclass(frozen=True, kw_only=True)
class OverrideCheck(CouncilCommand):
    """Let the appraisal go on although a rule does not hold."""

    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ConcludeAppraisal(CouncilCommand):
    """Compute the result and finish the appraisal."""

    concluded_on: date
