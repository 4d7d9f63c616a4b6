"""Pages: applications, listed, shown and filed."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import CASE, WEB
from nscl_registration.entrypoints.bodies import ApplicationQuery
from nscl_registration.entrypoints.bodies_form import ApplicationBody
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.chips import chips, chosen, quoted
from nscl_registration.entrypoints.labels_form import deadline_words, file_words, way_choices
from nscl_registration.entrypoints.step_commands import application_command
from nscl_registration.entrypoints.steps import steps_for
from nscl_registration.queries.applications import list_applications, show_application
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_registration.queries.money import explain_amount, net_of
from nscl_registration.queries.officers import officers
from nscl_registration.queries.programme import list_projects, show_project, years
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.web import Page, Redirect, Request, route

CHOICES = 200
FILTERS = ("q", "state", "project_id", "year", "officer_id", "firm_id")


class ApplicationPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/applications", query=ApplicationQuery)
    def applications_page(self, request: Request) -> Page:
        """List applications with filters and search."""
        query = request.query()
        found = list_applications(owner=owner(request), **query)
        choices = {
            "state": labels.state_choices(),
            "year": [(str(year), str(year)) for year in years()],
            "project_id": project_choices(),
            "officer_id": officers() if request.user.has("officer") else [],
            "firm_id": (),
        }
        words = {name: chosen(options, query.get(name)) for name, options in choices.items()}
        return Page(
            "applications.html",
            applications=found["items"],
            next=found["next"],
            query=query,
            filtered=any(query.get(name) for name in FILTERS),
            labels=labels,
            choices=choices,
            chips=chips(request, q=quoted(query), **words),
        )

    @route("GET", f"{WEB}/applications/new")
    def new_application_page(self, request: Request) -> Page | Redirect:
        """Choose the unit, then show the form for it."""
        firm_id = request.args.get("firm_id") or request.form_state.value("firm_id")
        if not firm_id:
            return self._choose_firm(request)
        firm = show_firm(str(firm_id), owner=owner(request))
        return Page(
            "application_new.html",
            firm=firm,
            projects=project_choices(),
            ways=way_choices(),
            labels=labels,
        )

    def _choose_firm(self, request: Request) -> Page | Redirect:
        found = list_firms(owner=owner(request), q=request.args.get("q"), limit=50)
        if owner(request) and len(found["items"]) == 1:
            only = found["items"][0]["id"]
            return Redirect(f"{WEB}/applications/new?firm_id={only}")
        return Page(
            "application_firm.html",
            firms=found["items"],
            labels=labels,
            q=request.args.get("q", ""),
        )

    @route("POST", f"{WEB}/applications", body=ApplicationBody, form="new_application_page")
    def file_application_form(self, request: Request) -> Redirect:
        """File a draft."""
        command = application_command(request.form(), actor(request), today())
        made = self.commands.execute(command, key=request.idempotency_key)
        return Redirect(
            f"{WEB}/applications/{made['id']}/form/wishes",
            notice=_(
                "Draft {case_number} is saved. You can go on with it at any time.",
                case_number=made["case_number"],
            ),
        )

    @route("GET", CASE)
    def application_page(self, request: Request, application_id: str) -> Page:
        """Show an application, its timeline and what can be done now."""
        application = show_application(application_id, owner=owner(request))
        return Page(
            "application.html",
            application=application,
            project=show_project(application["project_id"]),
            steps=steps_for(application, request.user),
            amount=explain_amount(application_id, owner=owner(request), today=today()),
            net=net_of(application),
            council=request.user.has("officer", "appraiser") and "received" in reached(application),
            papers=papers_for(application, officer=request.user.has("officer", "finance")),
            files=file_words(application),
            labels=labels,
        )


def project_choices() -> list[tuple[str, str]]:
    """Return the projects for a select, latest year first."""
    found = list_projects(limit=CHOICES)["items"]
    return [(row["id"], " · ".join(filter(None, _about(row)))) for row in found]


def _about(row: dict[str, Any]) -> tuple[str, ...]:
    return row["id"], row["topic"], deadline_words(row, today())


def reached(application: dict[str, Any]) -> set[str]:
    """Return the states that an application has ever been in."""
    return {step["state"] for step in application["history"]}


def papers_for(application: dict[str, Any], *, officer: bool) -> list[tuple[str, str]]:
    """Return the papers that can be printed, with their words; drafts are the ``officer``'s."""
    drafts = [
        ("agreement", "approval", _("Agreement")),
        ("acceptance", "agreement", _("Acceptance")),
        ("liquidation", "settlement", _("Liquidation")),
    ]
    ready = [(name, words) for name, needs, words in drafts if officer and application[needs]]
    return [("form", _("Registration form")), *ready]
