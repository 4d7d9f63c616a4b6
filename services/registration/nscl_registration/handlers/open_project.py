"""Open a project of a yearly plan."""

from __future__ import annotations

from nscl_registration.domain.project import Project
from nscl_registration.handlers.commands import OpenProject
from nscl_registration.handlers.lookup import referred
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def open_project(cmd: OpenProject, uow: RegistrationWork) -> dict[str, str]:
    """Answer the project's id.

    Raises:
        Conflict: ``project-exists``.
    """
    plan = referred(uow.plans, cmd.plan_id, code="plan-unknown", field="plan_id")
    project = Project.open(
        code=cmd.code,
        year=cmd.year,
        topic=cmd.topic,
        plan=plan,
        budget_vnd=cmd.budget_vnd,
        responsible=cmd.responsible,
        budget=cmd.budget,
        targets=cmd.targets,
    )
    if uow.projects.find(project.id) is not None:
        raise Conflict("project-exists", field="code", project_code=cmd.code, year=cmd.year)
    uow.projects.add(project)
    return {"id": project.id}
