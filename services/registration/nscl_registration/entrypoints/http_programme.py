"""REST: plans, projects, activities."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.activity import ActivityFacts
from nscl_registration.entrypoints import bodies_programme as bodies
from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.bodies import ActivityQuery, ProjectQuery
from nscl_registration.entrypoints.callers import actor
from nscl_registration.entrypoints.edits import edit, version_tag
from nscl_registration.entrypoints.views import IdView, ProjectsView, ProjectView
from nscl_registration.entrypoints.views_programme import (
    ActivitiesView,
    ActivityView,
    EndedView,
    NodeView,
    ReadView,
    TreeView,
    VersionView,
)
from nscl_registration.handlers import programme_commands as commands
from nscl_registration.handlers.commands import AdoptPlan, OpenProject, RecordActivity
from nscl_registration.queries.programme import (
    list_activities,
    list_projects,
    show_activity,
    show_project,
)
from nscl_registration.queries.programme_tree import programme_tree, show_node
from nscl_shared.kernel.clock import today
from nscl_shared.web import Created, Json, Request, route
from nscl_shared.web.preconditions import etag, version_seen

NODE = f"{API}/<any(plans,projects):kind>/<node_id>"
END: dict[str, Any] = {"plans": commands.EndPlan, "projects": commands.EndProject}
AMEND: dict[str, Any] = {"plans": commands.AmendPlan, "projects": commands.AmendProject}
READ: dict[str, Any] = {"plans": commands.ReadPlanTarget, "projects": commands.ReadProjectTarget}
MOST = 500
ID = {"plans": "plan_id", "projects": "project_id"}


class ProgrammeApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "POST",
        f"{API}/plans",
        body=bodies.PlanBody,
        returns=IdView,
        status=201,
        summary="Adopt a plan",
    )
    def adopt_plan(self, request: Request) -> Created:
        """Enter a programme or plan."""
        made = self.commands.execute(AdoptPlan(**request.json()), key=request.idempotency_key)
        return Created(made, location=f"{API}/plans/{made['id']}")

    @route(
        "POST",
        f"{API}/projects",
        body=bodies.ProjectBody,
        returns=IdView,
        status=201,
        summary="Open a project",
    )
    def open_project(self, request: Request) -> Created:
        """Open a project of a yearly plan."""
        made = self.commands.execute(OpenProject(**request.json()), key=request.idempotency_key)
        return Created(made, location=f"{API}/projects/{made['id']}")

    @route(
        "GET",
        f"{API}/plans",
        query=ProjectQuery,
        returns=TreeView,
        summary="The programme tree with money, targets and warnings; a page is of top plans",
    )
    def tree(self, request: Request) -> Json:
        """Show the tree."""
        return Json(programme_tree(**request.query()))

    @route(
        "GET",
        f"{API}/plans/<plan_id>",
        returns=NodeView,
        summary="Show a plan, with ETag",
        etag=True,
    )
    def plan(self, request: Request, plan_id: str) -> Json:
        """Show a plan."""
        node = show_node("plans", plan_id)
        return Json(node, headers=etag(node["version"]))

    @route(
        "POST",
        f"{NODE}/amendments",
        body=bodies.AmendBody,
        returns=VersionView,
        summary="Amend by a later decision (If-Match)",
        edits="must",
        etag=True,
    )
    def amend(self, request: Request, kind: str, node_id: str) -> Json:
        """Let the terms of a later decision hold."""
        given = {ID[kind]: node_id, "seen": version_seen(request)}
        command = AMEND[kind](**given, **bodies.amendment(request.json()))
        made = self.commands.execute(command, key=request.idempotency_key)
        return Json(made, headers=version_tag(made))

    @route(
        "POST",
        f"{NODE}/end",
        body=bodies.EndBody,
        returns=EndedView,
        summary="Close or cancel",
        edits="may",
        etag=True,
    )
    def end(self, request: Request, kind: str, node_id: str) -> Json:
        """Close or cancel a plan or project."""
        given = {"on": today(), **_present(request.json())}
        command = END[kind](by=actor(request), **{ID[kind]: node_id}, **given)
        return edit(self.commands, request, command)

    @route(
        "POST",
        f"{NODE}/targets/<target_id>/readings",
        body=bodies.ReadingBody,
        returns=ReadView,
        summary="Enter a figure for a target by hand",
        edits="may",
        etag=True,
    )
    def read_target(self, request: Request, kind: str, node_id: str, target_id: str) -> Json:
        """Enter a figure."""
        given = {"on": today(), **_present(request.json()), ID[kind]: node_id}
        command = READ[kind](by=actor(request), target_id=target_id, **given)
        return edit(self.commands, request, command)

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

    @route(
        "GET",
        f"{API}/projects/<project_id>",
        returns=ProjectView,
        summary="Show a project",
        etag=True,
    )
    def project(self, request: Request, project_id: str) -> Json:
        """Show a project."""
        found = show_project(project_id)
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{API}/activities",
        body=bodies.ActivityBody,
        returns=IdView,
        status=201,
        summary="Record an activity",
    )
    def record_activity(self, request: Request) -> Created:
        """Enter a training class or communication activity."""
        command = RecordActivity(facts=ActivityFacts(**request.json()))
        made = self.commands.execute(command, key=request.idempotency_key)
        return Created(made, location=f"{API}/activities/{made['id']}")

    @route(
        "GET",
        f"{API}/activities",
        query=ActivityQuery,
        returns=ActivitiesView,
        summary="List activities in order of entry",
    )
    def activities(self, request: Request) -> Json:
        """List activities."""
        return Json(list_activities(**request.query()))

    @route(
        "GET",
        f"{API}/activities/<activity_id>",
        returns=ActivityView,
        summary="Show an activity, with ETag",
        etag=True,
    )
    def activity(self, request: Request, activity_id: str) -> Json:
        """Show an activity."""
        found = show_activity(activity_id)
        return Json(found, headers=etag(found["version"]))

    @route(
        "PUT",
        f"{API}/activities/<activity_id>",
        body=bodies.CorrectionBody,
        returns=VersionView,
        summary="Correct an activity (If-Match); what stood there before is kept",
        edits="must",
        etag=True,
    )
    def correct_activity(self, request: Request, activity_id: str) -> Json:
        """Replace the entry."""
        seen, body = version_seen(request), request.json()
        command = correction(request, activity_id, seen, body)
        made = self.commands.execute(command, key=request.idempotency_key)
        return Json(made, headers=version_tag(made))


def correction(
    request: Request, activity_id: str, seen: int, body: dict[str, Any]
) -> commands.CorrectActivity:
    """Return the command that replaces an entry."""
    reason = body.pop("reason")
    return commands.CorrectActivity(
        by=actor(request),
        activity_id=activity_id,
        seen=seen,
        facts=ActivityFacts(**body),
        reason=reason,
        on=today(),
    )


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}
