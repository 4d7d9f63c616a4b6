"""Enter a programme or plan."""

from __future__ import annotations

from nscl_registration.domain.plan import Plan, PlanDetails
from nscl_registration.domain.tended import Change
from nscl_registration.handlers.commands import AdoptPlan
from nscl_registration.handlers.lookup import referred
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def adopt_plan(cmd: AdoptPlan, uow: RegistrationWork) -> dict[str, str]:
    """Answer the plan's id.

    Raises:
        Conflict: ``plan-exists``.
    """
    parent = None
    if cmd.parent_id is not None:
        parent = referred(uow.plans, cmd.parent_id, code="parent-unknown", field="parent_id")
    details = PlanDetails(
        kind=cmd.kind,
        number=cmd.number,
        signed_on=cmd.signed_on,
        issuer=cmd.issuer,
        title=cmd.title,
        period_from=cmd.period_from,
        period_to=cmd.period_to,
    )
    change = Change(
        title=cmd.title,
        period_from=cmd.period_from,
        period_to=cmd.period_to,
        responsible=cmd.responsible,
        budget=cmd.budget,
        targets=cmd.targets,
    )
    plan = Plan.adopt(details, parent, change)
    if uow.plans.find(plan.id) is not None:
        raise Conflict("plan-exists", field="number", number=cmd.number, year=cmd.signed_on.year)
    uow.plans.add(plan)
    return {"id": plan.id}
