"""The programme tree: national programme, provincial plan, yearly plan."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.events import PlanAdopted
from nscl_shared.kernel import Aggregate, InvalidInput, RuleViolation


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
class Plan(Aggregate):
    """A programme or plan: the legal basis of what hangs below it."""

    details: PlanDetails
    parent_id: str | None

    @classmethod
    def adopt(cls, details: PlanDetails, parent: Plan | None) -> Self:
        """Enter a plan below ``parent``.

        Raises:
            InvalidInput: the period ends before it begins.
            RuleViolation: the parent is not of a higher level or does not
                cover the period.
        """
        if details.period_to < details.period_from:
            raise InvalidInput("period-reversed", field="period_to")
        if parent is not None:
            parent.require_above(details)
        plan = cls(
            id=plan_id(details.number, details.signed_on),
            details=details,
            parent_id=parent.id if parent else None,
        )
        plan.record(PlanAdopted(plan.id, **vars(details), parent_id=plan.parent_id))
        return plan

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
