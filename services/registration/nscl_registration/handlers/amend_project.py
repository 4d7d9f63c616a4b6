"""Enter a later decision on a project."""

from __future__ import annotations

from nscl_registration.handlers.accounts import replan_budget
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import AmendProject
from nscl_registration.handlers.versions import require_seen


def amend_project(cmd: AmendProject, uow: RegistrationWork) -> dict[str, object]:
    """Answer id and version.

    Raises:
        Stale: ``changed-meanwhile``.
        RuleViolation: ``budget-below-commitments``.
    """
    project = uow.projects.get(cmd.project_id)
    require_seen(project, cmd.seen)
    before_vnd = project.budget_vnd
    project.amend(cmd.basis, cmd.summary, cmd.change)
    replan_budget(uow, project, before_vnd)
    return {"id": project.id, "version": project.version}
