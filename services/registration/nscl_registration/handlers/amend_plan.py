"""Enter a later decision on a plan."""

from __future__ import annotations

from nscl_registration.domain.plan import Plan
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import AmendPlan
from nscl_registration.handlers.versions import require_seen
from nscl_shared.kernel import RuleViolation


def amend_plan(cmd: AmendPlan, uow: RegistrationWork) -> dict[str, object]:
    """Answer id and version.

    Raises:
        Stale: ``changed-meanwhile``.
        RuleViolation: ``period-leaves-children``.
    """
    plan = uow.plans.get(cmd.plan_id)
    require_seen(plan, cmd.seen)
    parent = uow.plans.find(plan.parent_id) if plan.parent_id else None
    plan.amend(cmd.basis, cmd.summary, cmd.change, parent)
    _require_children_within(plan, uow)
    return {"id": plan.id, "version": plan.version}


def _require_children_within(plan: Plan, uow: RegistrationWork) -> None:
    children = uow.plans.many(parent_id=plan.id)
    years = [y for c in children for y in (c.details.period_from, c.details.period_to)]
    years += [project.year for project in uow.projects.many(plan_id=plan.id)]
    outside = [year for year in years if not plan.covers(year)]
    if outside:
        raise RuleViolation("period-leaves-children", field="period_from", year=min(outside))
