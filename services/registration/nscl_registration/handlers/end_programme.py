"""Close or cancel a plan or project."""

from __future__ import annotations

from nscl_registration.domain.tended import Ending
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import EndPlan, EndProject
from nscl_shared.kernel import Conflict


def end_plan(cmd: EndPlan, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and outcome; what hangs below ends first.

    Raises:
        Conflict: ``plan-has-open-children``.
    """
    plan = uow.plans.get(cmd.plan_id)
    below = [*uow.plans.many(parent_id=plan.id), *uow.projects.many(plan_id=plan.id)]
    still_open = [one.id for one in below if one.ending is None]
    if still_open:
        raise Conflict("plan-has-open-children", children=", ".join(still_open[:3]))
    plan.end(Ending(cmd.outcome, cmd.reason, cmd.on, cmd.by.name))
    return {"id": plan.id, "outcome": cmd.outcome.value}


def end_project(cmd: EndProject, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and outcome."""
    project = uow.projects.get(cmd.project_id)
    project.end(Ending(cmd.outcome, cmd.reason, cmd.on, cmd.by.name))
    return {"id": project.id, "outcome": cmd.outcome.value}
