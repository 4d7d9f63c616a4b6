"""Pages: the registration form, one page a step, saved at each."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.form import STEP_OF
from nscl_registration.entrypoints import bodies_form as bodies
from nscl_registration.entrypoints import labels, labels_form, support_lines
from nscl_registration.entrypoints.access import CASE, WEB
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.files import MAX_BODY
from nscl_registration.entrypoints.step_commands import form_command
from nscl_registration.queries.applications import show_application
from nscl_registration.queries.firms import show_firm
from nscl_registration.queries.money import explain_amount
from nscl_registration.queries.programme import show_project
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.web import Page, Redirect, Request, route

FORM = f"{CASE}/form"
OPTIONAL = ("own_vnd", "starts_on", "ends_on")


class FormPages:
    """Mixin; the including class has ``commands`` and those of ``FormApi``."""

    commands: Any
    keep_case_file: Any
    drop_case_file: Any
    enter_deadline: Any

    @route("GET", FORM)
    def go_on_with_form(self, request: Request, application_id: str) -> Redirect:
        """Go on where something is missing."""
        lacking = show_application(application_id, owner=owner(request))["missing"]
        return Redirect(step_url(application_id, STEP_OF[lacking[0]] if lacking else "submit"))

    @route("GET", f"{FORM}/unit")
    def unit_step(self, request: Request, application_id: str) -> Page:
        """Show who applies and how the form came in."""
        return _page("unit", request, application_id)

    @route("POST", f"{FORM}/unit", body=bodies.ReceiptBody, form="unit_step")
    def save_unit_step(self, request: Request, application_id: str) -> Redirect:
        """Save how the form came in."""
        return self._saved(request, application_id, {"received_on": None, **request.form()})

    @route("GET", f"{FORM}/wishes")
    def wishes_step(self, request: Request, application_id: str) -> Page:
        """Show the items wished for."""
        support_lines.close_up(request)
        return _page("wishes", request, application_id)

    @route("POST", f"{FORM}/wishes", body=bodies.WishesBody, form="wishes_step")
    def save_wishes_step(self, request: Request, application_id: str) -> Redirect:
        """Save the items."""
        return self._saved(request, application_id, request.form(), "money")

    @route("GET", f"{FORM}/money")
    def money_step(self, request: Request, application_id: str) -> Page:
        """Show cost and shares."""
        return _page("money", request, application_id)

    @route("POST", f"{FORM}/money", body=bodies.MoneyPlanBody, form="money_step")
    def save_money_step(self, request: Request, application_id: str) -> Redirect:
        """Save cost, own money and timing; the shares are shown at once."""
        body = {**dict.fromkeys(OPTIONAL), **request.form()}
        return self._saved(request, application_id, body, "money")

    @route("GET", f"{FORM}/files")
    def files_step(self, request: Request, application_id: str) -> Page:
        """Show the papers."""
        return _page("files", request, application_id)

    @route(
        "POST",
        f"{FORM}/files",
        body=bodies.CaseFileBody,
        form="files_step",
        max_body_bytes=MAX_BODY,
    )
    def save_files_step(self, request: Request, application_id: str) -> Redirect:
        """Attach a paper."""
        self.keep_case_file(request, application_id)
        return Redirect(step_url(application_id, "files"), notice=_("The file is attached."))

    @route("POST", f"{FORM}/files/<attachment_id>/remove")
    def remove_file(self, request: Request, application_id: str, attachment_id: str) -> Redirect:
        """Take a paper off."""
        self.drop_case_file(request, application_id, attachment_id)
        return Redirect(step_url(application_id, "files"), notice=_("The file was removed."))

    @route("POST", f"{WEB}/projects/<project_id>/deadline", body=bodies.DeadlineBody)
    def deadline_form(self, request: Request, project_id: str) -> Redirect:
        """Enter the deadline of a project."""
        self.enter_deadline(request, project_id, request.form())
        return Redirect(f"{WEB}/projects/{project_id}", notice=_("The deadline was entered."))

    def _saved(
        self, request: Request, application_id: str, body: dict[str, Any], following: str = "wishes"
    ) -> Redirect:
        command = form_command(application_id, actor(request), body)
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(step_url(application_id, following), notice=_("Saved."))


def step_url(application_id: str, step: str) -> str:
    """Return the address of a step; the last one is a step of the case."""
    here = f"{WEB}/applications/{application_id}"
    return f"{here}/submit" if step == "submit" else f"{here}/form/{step}"


def _page(step: str, request: Request, application_id: str) -> Page:
    case = show_application(application_id, owner=owner(request))
    firm, project = show_firm(case["firm_id"]), show_project(case["project_id"])
    return Page(
        "application_form.html",
        application=case,
        firm=firm,
        project=project,
        step=step,
        deadline=labels_form.deadline_words(project, today()),
        products=[(p["product_id"], p["name"]) for p in firm["products"]],
        items=labels.choices(labels.ITEMS, with_code=True),
        lines=max(support_lines.how_many(request), len(case["supports"])),
        amount=explain_amount(application_id, owner=owner(request), today=today()),
        files=labels_form.file_words(case),
        kinds=labels.choices(labels_form.FILES),
        ways=labels_form.way_choices(),
        words=labels_form,
        labels=labels,
    )
