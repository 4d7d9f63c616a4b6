"""A project ("Dự án"): the container a unit applies to within a programme year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.events import ProjectOpened
from nscl_registration.domain.plan import Plan
from nscl_shared.kernel import Aggregate, InvalidInput, RuleViolation

CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")


@dataclass(kw_only=True)
class Project(Aggregate):
    """A project of one yearly plan; its id is ``<year>-<code>``."""

    code: str
    year: int
    topic: str
    plan_id: str
    budget_vnd: int | None

    @classmethod
    def open(
        cls, *, code: str, year: int, topic: str, plan: Plan, budget_vnd: int | None = None
    ) -> Self:
        """Open a project for applications.

        Raises:
            InvalidInput: the code has characters that a case number cannot hold.
            RuleViolation: the plan is not a yearly plan of that year.
        """
        if not CODE.fullmatch(code):
            raise InvalidInput("project-code-malformed", field="code", project_code=code)
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
        )
        project.record(ProjectOpened(project.id, code, year, topic, plan.id, budget_vnd))
        return project


def project_id(year: int, code: str) -> str:
    """Return the natural key of a project."""
    return f"{year}-{code}"
