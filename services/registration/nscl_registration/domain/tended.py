"""What plans and projects have in common: terms, amendments, targets, files, an end.

A later decision amends the terms; what held before stays recorded with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nscl_registration.domain.funding import BudgetLine
from nscl_registration.domain.papers import AttachedFile, LegalBasis, with_file
from nscl_registration.domain.programme_events import FileAttached, TargetRead
from nscl_registration.domain.targets import Measure, NewTarget, Reading, Target
from nscl_shared.kernel import Aggregate, Conflict, NotFound, RuleViolation


class Outcome(StrEnum):
    """How a plan or project ended."""

    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Ending:
    """The last entry: nothing is entered below it any more."""

    outcome: Outcome
    reason: str
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """The terms an amendment sets, all of them."""

    title: str
    period_from: int
    period_to: int
    responsible: str | None = None
    budget: tuple[BudgetLine, ...] = ()
    targets: tuple[NewTarget, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a plan or project says at one time."""

    title: str
    period_from: int
    period_to: int
    responsible: str | None
    budget: tuple[BudgetLine, ...]
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Amendment:
    """A later decision, and the terms that held ``before`` it."""

    basis: LegalBasis
    summary: str
    before: Terms


@dataclass(kw_only=True)
class Tended(Aggregate):
    """A plan or project that is looked after over its period."""

    responsible: str | None = None
    budget: tuple[BudgetLine, ...] = ()
    targets: tuple[Target, ...] = ()
    readings: tuple[Reading, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    ending: Ending | None = None

    def require_open(self) -> None:
        """Refuse to change what has ended.

        Raises:
            Conflict: ``programme-ended``.
        """
        if self.ending is not None:
            raise Conflict("programme-ended", id=self.id, on=self.ending.on)

    def attach(self, file: AttachedFile) -> None:
        """Add a file; the same content again changes nothing.

        Raises:
            RuleViolation: ``too-many-files``.
        """
        joined = with_file(self.attachments, file)
        if joined is not self.attachments:
            self.attachments = joined
            self.record(FileAttached(self.id, file.attachment_id))

    def read_target(self, reading: Reading) -> None:
        """Enter a figure by hand; earlier figures stay.

        Raises:
            NotFound: ``target-not-found``.
            RuleViolation: ``target-is-computed``.
        """
        self.require_open()
        target = next((t for t in self.targets if t.target_id == reading.target_id), None)
        if target is None:
            raise NotFound("target-not-found", id=reading.target_id)
        if target.measure is not Measure.MANUAL:
            raise RuleViolation("target-is-computed", field="value", indicator=target.indicator)
        self.readings = (*self.readings, reading)
        self.record(TargetRead(self.id, reading.target_id))

    def note_amendment(self, basis: LegalBasis, summary: str, before: Terms) -> None:
        """Keep what held before a later decision.

        Raises:
            RuleViolation: ``amendment-before-basis``.
        """
        earlier = self.amendments[-1].basis.signed_on if self.amendments else None
        if earlier is not None and basis.signed_on < earlier:
            raise RuleViolation("amendment-before-basis", field="signed_on", earlier=earlier)
        self.amendments = (*self.amendments, Amendment(basis, summary, before))
