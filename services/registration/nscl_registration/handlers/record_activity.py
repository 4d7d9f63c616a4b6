"""Enter a training class or communication activity."""

from __future__ import annotations

from nscl_registration.domain.activity import Activity, ActivityFacts
from nscl_registration.handlers.commands import RecordActivity
from nscl_registration.handlers.lookup import referred
from nscl_registration.handlers.ports import RegistrationWork


def record_activity(cmd: RecordActivity, uow: RegistrationWork) -> dict[str, str]:
    """Answer the activity's id.

    Raises:
        InvalidInput, RuleViolation: see ``placed`` and ``Activity.hold``.
    """
    activity = Activity.hold(placed(cmd.facts, uow))
    uow.activities.add(activity)
    return {"id": activity.id}


def placed(facts: ActivityFacts, uow: RegistrationWork) -> ActivityFacts:
    """Return the facts with the plan, also the one of their project.

    Raises:
        InvalidInput: ``plan-unknown``, ``project-unknown``, and see ``ActivityFacts.under``.
        RuleViolation: see there.
    """
    project = None
    if facts.project_id is not None:
        project = referred(
            uow.projects, facts.project_id, code="project-unknown", field="project_id"
        )
    plan_id = project.plan_id if project else facts.plan_id
    if plan_id is None:
        return facts
    return facts.under(referred(uow.plans, plan_id, code="plan-unknown", field="plan_id"), project)
