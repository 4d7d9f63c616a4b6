"""Pages: the programme tree, its plans and projects, the list of projects."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import bodies_programme as bodies
from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints import labels_programme as words
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import ProjectQuery
from nscl_registration.entrypoints.callers import actor
from nscl_registration.entrypoints.chips import chips, chosen
from nscl_registration.entrypoints.http_programme import AMEND, END, ID, READ
from nscl_registration.entrypoints.labels_form import deadline_words
from nscl_registration.entrypoints.places import plan_options
from nscl_registration.entrypoints.programme_forms import (
    PlanForm,
    ProjectForm,
    TermsForm,
)
from nscl_registration.handlers.commands import AdoptPlan, OpenProject
from nscl_registration.queries.programme import list_projects, with_counts, years
from nscl_registration.queries.programme_tree import programme_tree, show_node
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.web import Page, Redirect, Request, route

NODE = f"{WEB}/<any(plans,projects):kind>/<node_id>"


class ProgrammePages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/plans", query=ProjectQuery)
    def plans_page(self, request: Request) -> Page:
        """Show the tree of programmes, plans and projects."""
        query = request.query()
        found = programme_tree(**query)
        plans, following = found["items"], found["next"]
        return _page("plans.html", plans=plans, next=following, query=query, years=_years())

    @route("GET", f"{WEB}/plans/new")
    def new_plan_page(self, request: Request) -> Page:
        """Show the form."""
        kinds = labels.choices(labels.PLAN_KINDS)
        return _form("plan_new.html", kinds=kinds, parents=plan_options())

    @route("POST", f"{WEB}/plans", body=PlanForm, form="new_plan_page")
    def adopt_plan_form(self, request: Request) -> Redirect:
        """Enter a plan."""
        made = self.commands.execute(AdoptPlan(**request.form()), key=request.idempotency_key)
        return Redirect(f"{WEB}/plans/{made['id']}", notice=_("The plan is entered."))

    @route("GET", NODE)
    def node_page(self, request: Request, kind: str, node_id: str) -> Page:
        """Show a plan or project."""
        node = show_node(kind, node_id)
        return _page("programme_node.html", node=node, deadline=deadline_words(node, today()))

    @route("GET", f"{NODE}/amend")
    def amend_page(self, request: Request, kind: str, node_id: str) -> Page:
        """Show the form."""
        return _form("programme_amend.html", node=show_node(kind, node_id))

    @route("POST", f"{NODE}/amendments", body=TermsForm, form="amend_page")
    def amend_form(self, request: Request, kind: str, node_id: str) -> Redirect:
        """Let the terms of a later decision hold."""
        body = request.form()
        given = {ID[kind]: node_id, "seen": body["seen"], **bodies.amendment(body)}
        self.commands.execute(AMEND[kind](**given), key=request.idempotency_key)
        return Redirect(f"{WEB}/{kind}/{node_id}", notice=_("The amendment is entered."))

    @route("GET", f"{NODE}/end")
    def end_page(self, request: Request, kind: str, node_id: str) -> Page:
        """Show the form."""
        outcomes = labels.choices(words.OUTCOMES)
        return _form("programme_end.html", node=show_node(kind, node_id), outcomes=outcomes)

    @route("POST", f"{NODE}/end", body=bodies.EndBody, form="end_page")
    def end_form(self, request: Request, kind: str, node_id: str) -> Redirect:
        """Close or cancel."""
        given = {"on": today(), **request.form(), ID[kind]: node_id}
        self.commands.execute(END[kind](by=actor(request), **given), key=request.idempotency_key)
        return Redirect(f"{WEB}/{kind}/{node_id}", notice=_("The end is entered."))

    @route("GET", f"{NODE}/targets/<target_id>/readings")
    def reading_page(self, request: Request, kind: str, node_id: str, target_id: str) -> Page:
        """Show the form."""
        node = show_node(kind, node_id)
        target = next((t for t in node["progress"] if t["target_id"] == target_id), None)
        return _form("programme_reading.html", node=node, target=target)

    @route(
        "POST",
        f"{NODE}/targets/<target_id>/readings",
        body=bodies.ReadingBody,
        form="reading_page",
    )
    def reading_form(self, request: Request, kind: str, node_id: str, target_id: str) -> Redirect:
        """Enter a figure by hand."""
        given = {"on": today(), **request.form(), ID[kind]: node_id, "target_id": target_id}
        self.commands.execute(READ[kind](by=actor(request), **given), key=request.idempotency_key)
        return Redirect(f"{WEB}/{kind}/{node_id}", notice=_("The figure is entered."))

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
            years=_years(),
            chips=chips(request, year=chosen((), query.get("year"))),
            labels=labels,
            officer=officer,
        )

    @route("GET", f"{WEB}/projects/new")
    def new_project_page(self, request: Request) -> Page:
        """Show the form."""
        return _form("project_new.html", plans=plan_options("yearly_plan"))

    @route("POST", f"{WEB}/projects", body=ProjectForm, form="new_project_page")
    def open_project_form(self, request: Request) -> Redirect:
        """Open a project."""
        self.commands.execute(OpenProject(**request.form()), key=request.idempotency_key)
        return Redirect(f"{WEB}/projects", notice=_("The project is open for applications."))


def _page(template: str, **context: Any) -> Page:
    return Page(template, labels=labels, words=words, **context)


def _form(template: str, **context: Any) -> Page:
    measures = labels.choices(words.MEASURES)
    return _page(template, measures=measures, year=today().year, lines=3, **context)


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years()]
