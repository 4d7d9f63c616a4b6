"""REST: plans, projects, activities."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.bodies import ActivityBody, PlanBody, ProjectBody, ProjectQuery
from nscl_registration.entrypoints.views import IdView, ProjectsView, ProjectView
from nscl_registration.handlers.commands import AdoptPlan, OpenProject, RecordActivity
from nscl_registration.queries.programme import list_projects, show_project
from nscl_shared.web import Created, Json, Request, route


class ProgrammeApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "POST", f"{API}/plans", body=PlanBody, returns=IdView, status=201, summary="Adopt a plan"
    )
    def adopt_plan(self, request: Request) -> Json:
        """Enter a programme or plan."""
        made = self.commands.execute(AdoptPlan(**request.json()), key=request.idempotency_key)
        return Json(made, status=201)

    @route(
        "POST",
        f"{API}/projects",
        body=ProjectBody,
        returns=IdView,
        status=201,
        summary="Open a project",
    )
    def open_project(self, request: Request) -> Created:
        """Open a project of a yearly plan."""
        made = self.commands.execute(OpenProject(**request.json()), key=request.idempotency_key)
        return Created(made, location=f"{API}/projects/{made['id']}")

    @route(
        "POST",
        f"{API}/activities",
        body=ActivityBody,
        returns=IdView,
        status=201,
        summary="Record an activity",
    )
    def record_activity(self, request: Request) -> Json:
        """Enter a training class or communication activity."""
        made = self.commands.execute(RecordActivity(**request.json()), key=request.idempotency_key)
        return Json(made, status=201)

    @route(
        "GET",
        f"{API}/projects",
        query=ProjectQuery,
        returns=ProjectsView,
        summary="List projects, latest year first",
    )
    def projects(self, request: Request) -> Json:
        """List projects."""
        return Json(list_projects(**request.query()))

    @route("GET", f"{API}/projects/<project_id>", returns=ProjectView, summary="Show a project")
    def project(self, request: Request, project_id: str) -> Json:
        """Show a project."""
        return Json(show_project(project_id))
