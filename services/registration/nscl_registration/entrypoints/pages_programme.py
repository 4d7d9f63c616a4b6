"""Pages: the programme tree, projects and activities."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import ActivityBody, PlanBody, ProjectBody, ProjectQuery
from nscl_registration.entrypoints.callers import today
from nscl_registration.handlers.commands import AdoptPlan, OpenProject, RecordActivity
from nscl_registration.queries.programme import (
    list_activities,
    list_projects,
    plan_choices,
    plan_tree,
    with_counts,
    years,
)
from nscl_shared.i18n import _
from nscl_shared.web import Page, Redirect, Request, route


class ProgrammePages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/plans")
    def plans_page(self, request: Request) -> Page:
        """Show the tree of programmes, plans and projects."""
        return Page("plans.html", plans=plan_tree(), labels=labels)

    @route("GET", f"{WEB}/plans/new")
    def new_plan_page(self, request: Request) -> Page:
        """Show the form."""
        kinds = labels.choices(labels.PLAN_KINDS)
        return Page("plan_new.html", kinds=kinds, parents=_plans(), year=today().year)

    @route("POST", f"{WEB}/plans", body=PlanBody, form="new_plan_page")
    def adopt_plan_form(self, request: Request) -> Redirect:
        """Enter a plan."""
        self.commands.execute(AdoptPlan(**request.form()), key=request.idempotency_key)
        return Redirect(f"{WEB}/plans", notice=_("The plan is entered."))

    @route("GET", f"{WEB}/projects", query=ProjectQuery)
    def projects_page(self, request: Request) -> Page:
        """List projects with the number of applications by state."""
        query = request.query()
        found = list_projects(**query)
        officer = request.user.has("officer")
        return Page(
            "projects.html",
            projects=with_counts(found["items"]) if officer else found["items"],
            next=found["next"],
            query=query,
            years=[(str(year), str(year)) for year in years()],
            labels=labels,
            officer=officer,
        )

    @route("GET", f"{WEB}/projects/new")
    def new_project_page(self, request: Request) -> Page:
        """Show the form."""
        return Page("project_new.html", plans=_plans("yearly_plan"), year=today().year)

    @route("POST", f"{WEB}/projects", body=ProjectBody, form="new_project_page")
    def open_project_form(self, request: Request) -> Redirect:
        """Open a project."""
        self.commands.execute(OpenProject(**request.form()), key=request.idempotency_key)
        return Redirect(f"{WEB}/projects", notice=_("The project is open for applications."))

    @route("GET", f"{WEB}/activities", query=ProjectQuery)
    def activities_page(self, request: Request) -> Page:
        """List training and communication, with a form for one more."""
        return Page(
            "activities.html",
            activities=list_activities(),
            kinds=labels.choices(labels.ACTIVITY_KINDS),
            labels=labels,
            year=today().year,
        )

    @route("POST", f"{WEB}/activities", body=ActivityBody, form="activities_page")
    def record_activity_form(self, request: Request) -> Redirect:
        """Enter an activity."""
        self.commands.execute(RecordActivity(**request.form()), key=request.idempotency_key)
        return Redirect(f"{WEB}/activities", notice=_("The activity is entered."))


def _plans(kind: str | None = None) -> list[tuple[str, str]]:
    found = (plan for plan in plan_choices() if kind in (None, plan["kind"]))
    return [(plan["id"], f"{plan['number']} · {plan['title']}") for plan in found]
