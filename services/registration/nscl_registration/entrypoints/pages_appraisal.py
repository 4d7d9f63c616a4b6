"""Pages: the council of an application, its checks, scores and result."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import appraisal_bodies as bodies
from nscl_registration.entrypoints import appraisal_labels, labels
from nscl_registration.entrypoints.access import CASE, WEB
from nscl_registration.entrypoints.appraisal_commands import command_of
from nscl_registration.entrypoints.pages_steps import read_before
from nscl_registration.queries.applications import show_application
from nscl_registration.queries.appraisals import find_appraisal
from nscl_shared.i18n import N_, _
from nscl_shared.web import Page, Redirect, Request, route

SEATS_SHOWN = 5
DONE = {
    "council": N_("The council is called together."),
    "conflict": N_("The member takes no part in this case."),
    "scores": N_("Your score was entered."),
    "override": N_("The rule was overridden."),
    "conclude": N_("The appraisal is finished."),
}


class AppraisalPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{CASE}/council")
    def council_page(self, request: Request, application_id: str) -> Page:
        """Show the council, or the form to call it together."""
        appraisal = find_appraisal(application_id)
        me = request.user.subject
        members = appraisal["members"] if appraisal else []
        application = show_application(application_id)
        return Page(
            "council.html",
            application=application,
            conflict=read_before(request, application),
            appraisal=appraisal,
            mine=next((m for m in members if m["account_id"] == me), None),
            my_score=(appraisal or {}).get("scores", {}).get(me),
            rows=SEATS_SHOWN,
            seats=labels.choices(appraisal_labels.SEATS),
            words=appraisal_labels,
            labels=labels,
            officer=request.user.has("officer"),
        )

    @route("POST", f"{CASE}/council", body=bodies.CouncilBody, form="council_page")
    def convene_form(self, request: Request, application_id: str) -> Redirect:
        """Call the council together."""
        return self._appraise_form("council", request, application_id)

    @route("POST", f"{CASE}/conflict", body=bodies.ConflictBody, form="council_page")
    def conflict_form(self, request: Request, application_id: str) -> Redirect:
        """Exclude a member."""
        return self._appraise_form("conflict", request, application_id)

    @route("POST", f"{CASE}/scores", body=bodies.ScoresBody, form="council_page")
    def scores_form(self, request: Request, application_id: str) -> Redirect:
        """Give points."""
        return self._appraise_form("scores", request, application_id)

    @route("POST", f"{CASE}/override", body=bodies.OverrideBody, form="council_page")
    def override_form(self, request: Request, application_id: str) -> Redirect:
        """Override a rule."""
        return self._appraise_form("override", request, application_id)

    @route("POST", f"{CASE}/conclude", body=bodies.ConcludeBody, form="council_page")
    def conclude_form(self, request: Request, application_id: str) -> Redirect:
        """Compute the result."""
        return self._appraise_form("conclude", request, application_id)

    def _appraise_form(self, name: str, request: Request, application_id: str) -> Redirect:
        command = command_of(name, request, application_id, request.form())
        self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/applications/{application_id}/council", notice=_(DONE[name]))
