"""A project ("Dự án"): the container a unit applies to within a programme year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.events import DeadlineSet, ProjectOpened
from nscl_registration.domain.form import Deadline
from nscl_registration.domain.funding import BudgetLine, checked_lines, state_total
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.plan import Plan
from nscl_registration.domain.programme_events import ProjectAmended, ProjectEnded
from nscl_registration.domain.targets import NewTarget, set_targets
from nscl_registration.domain.tended import Change, Ending, Tended, Terms
from nscl_shared.kernel import InvalidInput, RuleViolation

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")


@dataclass(kw_only=True)
class Project(Tended):
    """A project of one yearly plan; its id is ``<year>-<code>``."""

    code: str
    year: int
    topic: str
    plan_id: str
    budget_vnd: int | None
    deadline: Deadline | None = None

    @classmethod
    def open(
        cls,
        *,
        code: str,
        year: int,
        topic: str,
        plan: Plan,
        budget_vnd: int | None = None,
        responsible: str | None = None,
        budget: tuple[BudgetLine, ...] = (),
        targets: tuple[NewTarget, ...] = (),
    ) -> Self:
        """Open a project for applications.

        ``budget_vnd`` is the State's part; with ``budget`` lines it is their sum.

        Raises:
            Conflict: the plan has ended.
            InvalidInput: the code has characters that a case number cannot hold, or
                ``budget_vnd`` is not the sum of the State's lines.
            RuleViolation: the plan is not a yearly plan of that year.
        """
        if not CODE.fullmatch(code):
            raise InvalidInput("project-code-malformed", field="code", project_code=code)
        plan.require_open()
        if plan.details.kind is not PlanKind.YEARLY_PLAN:
            raise RuleViolation("plan-not-yearly", field="plan_id", plan=plan.details.number)
        if not plan.covers(year):
            raise RuleViolation(
                "year-outside-plan", field="year", year=year, plan=plan.details.number
            )
        project = cls(
            id=project_id(year, code),
            code=code,
            year=year,
            topic=topic,
            plan_id=plan.id,
            budget_vnd=budget_vnd,
            responsible=responsible,
            budget=checked_lines(budget),
            targets=set_targets(targets, (year, year)),
        )
        project._take_sum(budget_vnd)
        project.record(
            ProjectOpened(
                project.id, code, year, topic, plan.id, project.budget_vnd, responsible, budget
            )
        )
        return project

    def amend(self, basis: LegalBasis, summary: str, change: Change) -> None:
        """Let the terms of a later decision hold; those before stay recorded.

        Raises:
            Conflict: the project has ended.
            InvalidInput: a source occurs twice.
            RuleViolation: the decision is older than the one before; the project
                would leave its year.
        """
        self.require_open()
        if (change.period_from, change.period_to) != (self.year, self.year):
            raise RuleViolation("project-keeps-year", field="period_from", year=self.year)
        before = self.terms
        self.topic, self.responsible = change.title, change.responsible
        self.budget = checked_lines(change.budget)
        self.targets = set_targets(change.targets, (self.year, self.year), self.targets)
        self._take_sum(None if self.budget else self.budget_vnd)
        self.note_amendment(basis, summary, before)
        self.record(
            ProjectAmended(
                project_id=self.id,
                code=self.code,
                year=self.year,
                topic=self.topic,
                plan_id=self.plan_id,
                budget_vnd=self.budget_vnd,
                responsible=self.responsible,
                budget=self.budget,
                basis=basis,
                summary=summary,
            )
        )

    def set_deadline(self, deadline: Deadline) -> None:
        """Let applications be due on a day; a later paper replaces an earlier one.

        Raises:
            Conflict: the project has ended.
        """
        self.require_open()
        if deadline != self.deadline:
            self.deadline = deadline
            self.record(DeadlineSet(self.id, deadline.on))

    def end(self, ending: Ending) -> None:
        """Close or cancel the project.

        Raises:
            Conflict: it has ended before.
        """
        self.require_open()
        self.ending = ending
        self.record(ProjectEnded(self.id, ending.outcome, ending.reason, ending.on))

    @property
    def terms(self) -> Terms:
        """Return what holds now."""
        return Terms(
            title=self.topic,
            period_from=self.year,
            period_to=self.year,
            responsible=self.responsible,
            budget=self.budget,
            targets=self.targets,
        )

    def _take_sum(self, stated: int | None) -> None:
        computed = state_total(self.budget)
        if computed is not None and stated is not None and computed != stated:
            raise InvalidInput("budget-differs", field="budget_vnd", stated=stated, sum=computed)
        self.budget_vnd = stated if computed is None else computed


def project_id(year: int, code: str) -> str:
    """Return the natural key of a project."""
    return f"{year}-{code}"
