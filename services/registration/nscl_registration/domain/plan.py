"""The programme tree: national programme, provincial plan, yearly plan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.events import PlanAdopted
from nscl_registration.domain.funding import checked_lines
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.programme_events import PlanAmended, PlanEnded
from nscl_registration.domain.targets import set_targets
from nscl_registration.domain.tended import Change, Ending, Tended, Terms
from nscl_shared.kernel import InvalidInput, RuleViolation


@dataclass(frozen=True)
class PlanDetails:
    """What the document says about itself."""

    kind: PlanKind
    number: str
    signed_on: date
    issuer: str
    title: str
    period_from: int
    period_to: int


@dataclass(kw_only=True)
class Plan(Tended):
    """A programme or plan: the legal basis of what hangs below it."""

    details: PlanDetails
    parent_id: str | None

    @classmethod
    def adopt(cls, details: PlanDetails, parent: Plan | None, change: Change | None = None) -> Self:
        """Enter a plan below ``parent``; ``change`` has its budget, targets, responsible unit.

        Raises:
            InvalidInput: the period ends before it begins.
            RuleViolation: the parent is not of a higher level or does not
                cover the period.
        """
        _require_order(details.period_from, details.period_to)
        if parent is not None:
            parent.require_open()
            parent.require_above(details)
        plan = cls(
            id=plan_id(details.number, details.signed_on),
            details=details,
            parent_id=parent.id if parent else None,
        )
        if change is not None:
            plan._set(change)
        plan.record(
            PlanAdopted(
                plan.id,
                **vars(details),
                parent_id=plan.parent_id,
                responsible=plan.responsible,
                budget=plan.budget,
            )
        )
        return plan

    def amend(self, basis: LegalBasis, summary: str, change: Change, parent: Plan | None) -> None:
        """Let the terms of a later decision hold; those before stay recorded.

        Raises:
            Conflict: the plan has ended.
            InvalidInput: the period ends before it begins, a source occurs twice.
            RuleViolation: the period leaves that of ``parent``; the decision is
                older than the plan.
        """
        self.require_open()
        if basis.signed_on < self.details.signed_on:
            raise RuleViolation(
                "amendment-before-basis", field="signed_on", earlier=self.details.signed_on
            )
        _require_order(change.period_from, change.period_to)
        before = self.terms
        self.details = replace(
            self.details,
            title=change.title,
            period_from=change.period_from,
            period_to=change.period_to,
        )
        if parent is not None:
            parent.require_above(self.details)
        self._set(change)
        self.note_amendment(basis, summary, before)
        self.record(
            PlanAmended(
                plan_id=self.id,
                **vars(self.details),
                parent_id=self.parent_id,
                responsible=self.responsible,
                budget=self.budget,
                basis=basis,
                summary=summary,
            )
        )

    def end(self, ending: Ending) -> None:
        """Close or cancel the plan.

        Raises:
            Conflict: it has ended before.
        """
        self.require_open()
        self.ending = ending
        self.record(PlanEnded(self.id, ending.outcome, ending.reason, ending.on))

    @property
    def terms(self) -> Terms:
        """Return what holds now."""
        return Terms(
            title=self.details.title,
            period_from=self.details.period_from,
            period_to=self.details.period_to,
            responsible=self.responsible,
            budget=self.budget,
            targets=self.targets,
        )

    def _set(self, change: Change) -> None:
        period = (change.period_from, change.period_to)
        self.responsible = change.responsible
        self.budget = checked_lines(change.budget)
        self.targets = set_targets(change.targets, period, self.targets)

    def covers(self, year: int) -> bool:
        """Tell whether ``year`` is in the plan's period."""
        return self.details.period_from <= year <= self.details.period_to

    def require_above(self, below: PlanDetails) -> None:
        """Refuse a plan that cannot hang below this one.

        Raises:
            RuleViolation: ``parent-not-above`` or ``period-outside-parent``.
        """
        if self.details.kind.level >= below.kind.level:
            raise RuleViolation("parent-not-above", field="parent_id", parent=self.details.number)
        if not (self.covers(below.period_from) and self.covers(below.period_to)):
            raise RuleViolation(
                "period-outside-parent",
                field="period_from",
                parent=self.details.number,
                period_from=self.details.period_from,
                period_to=self.details.period_to,
            )


def _require_order(period_from: int, period_to: int) -> None:
    if period_to < period_from:
        raise InvalidInput("period-reversed", field="period_to")


def plan_id(number: str, signed_on: date) -> str:
    """Return the natural key of a document.

    >>> plan_id("1322/QĐ-TTg", date(2020, 8, 31))
    '1322-QD-TTg-2020'
    """
    bare = unicodedata.normalize("NFD", number.replace("Đ", "D").replace("đ", "d"))
    ascii_only = bare.encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")
    if not stem:
        raise InvalidInput("plan-number-empty", field="number")
    return f"{stem}-{signed_on.year}"
