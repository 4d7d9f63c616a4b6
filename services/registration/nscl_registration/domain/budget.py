"""The money of a project for a year: what is planned, promised, paid and came back.

Invariant, whoever acts at the same time: planned ≥ held ≥ paid − returned.  Every
change makes one line of the ledger; lines are never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from nscl_registration.domain.codes import EntryKind
from nscl_shared.kernel import Aggregate, RuleViolation

STATE = "state"


@dataclass(frozen=True)
class Cause:
    """Why money is moved: the application, the day, the paper and the person."""

    application_id: str
    case_number: str
    on: date
    by: str
    document: str | None = None


@dataclass(frozen=True)
class BudgetChanged:
    """A line was written; internal."""

    budget_id: str


@dataclass(kw_only=True)
class LedgerEntry(Aggregate):
    """One line: ``amount_vnd`` is positive, ``kind`` says which way."""

    budget_id: str
    number: int
    kind: EntryKind
    amount_vnd: int
    cause: Cause


@dataclass(kw_only=True)
class Budget(Aggregate):
    """``planned_vnd`` is ``None`` when the plan names no figure: then nothing limits it.

    ``held``: VND by case number.
    """

    project_id: str
    year: int
    source: str = STATE
    planned_vnd: int | None
    held: dict[str, int] = field(default_factory=dict)
    paid_vnd: int = 0
    returned_vnd: int = 0
    entries: int = 0

    @classmethod
    def open(cls, project_id: str, year: int, planned_vnd: int | None) -> Self:
        """Return the budget of a project before anything is promised."""
        return cls(
            id=budget_id(project_id), project_id=project_id, year=year, planned_vnd=planned_vnd
        )

    @property
    def committed_vnd(self) -> int:
        """Return the sum of what applications hold."""
        return sum(self.held.values())

    @property
    def left_vnd(self) -> int | None:
        """Return what can still be promised, ``None`` without a limit."""
        return None if self.planned_vnd is None else self.planned_vnd - self.committed_vnd

    def replan(self, planned_vnd: int | None) -> None:
        """Change the plan's figure.

        Raises:
            RuleViolation: ``budget-below-commitments``.
        """
        if planned_vnd == self.planned_vnd:
            return
        if planned_vnd is not None and planned_vnd < self.committed_vnd:
            raise RuleViolation(
                "budget-below-commitments",
                field="budget",
                planned=planned_vnd,
                committed=self.committed_vnd,
            )
        self.planned_vnd = planned_vnd
        self.record(BudgetChanged(self.id))

    def hold(self, vnd: int, cause: Cause) -> LedgerEntry | None:
        """Let an application hold ``vnd`` from now on, more or less than before.

        Raises:
            RuleViolation: ``budget-exhausted``, with what is left.
        """
        more = vnd - self.held.get(cause.case_number, 0)
        if more == 0:
            return None
        self._require_left(more, vnd)
        self.held[cause.case_number] = vnd
        if vnd == 0:
            del self.held[cause.case_number]
        kind = EntryKind.COMMITMENT if more > 0 else EntryKind.RELEASE
        return self._entry(kind, abs(more), cause)

    def carry_over(self, vnd: int, cause: Cause) -> LedgerEntry:
        """Take over what an application held before the budget was kept here."""
        self.held[cause.case_number] = vnd
        return self._entry(EntryKind.COMMITMENT, vnd, cause)

    def pay(self, vnd: int, cause: Cause) -> LedgerEntry:
        """Note that ``vnd`` of what an application holds was paid."""
        self.paid_vnd += vnd
        return self._entry(EntryKind.PAYMENT, vnd, cause)

    def take_back(self, vnd: int, cause: Cause) -> LedgerEntry:
        """Note that ``vnd`` came back."""
        self.returned_vnd += vnd
        return self._entry(EntryKind.RETURN, vnd, cause)

    def _require_left(self, more: int, wanted: int) -> None:
        if more > 0 and self.left_vnd is not None and more > self.left_vnd:
            raise RuleViolation(
                "budget-exhausted",
                field="support_vnd",
                support=wanted,
                left=max(self.left_vnd, 0),
                planned=self.planned_vnd,
                committed=self.committed_vnd,
                project_id=self.project_id,
            )

    def _entry(self, kind: EntryKind, vnd: int, cause: Cause) -> LedgerEntry:
        self.entries += 1
        self.record(BudgetChanged(self.id))
        entry = LedgerEntry(
            id=f"{self.id}:{self.entries:06d}",
            budget_id=self.id,
            number=self.entries,
            kind=kind,
            amount_vnd=vnd,
            cause=cause,
        )
        entry.record(BudgetChanged(self.id))
        return entry


def budget_id(project_id: str, source: str = STATE) -> str:
    """Return the natural key of a project's budget from one source of money."""
    return f"{project_id}:{source}"
