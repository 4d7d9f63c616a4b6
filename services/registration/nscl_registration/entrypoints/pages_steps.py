"""Pages: one small form for each step of an application."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nscl_registration.domain.form import STEP_OF
from nscl_registration.entrypoints import bodies, labels, labels_form
from nscl_registration.entrypoints.access import CASE, WEB
from nscl_registration.entrypoints.callers import actor, expected_version, owner
from nscl_registration.entrypoints.labels_form import deadline_words
from nscl_registration.entrypoints.step_commands import STEP_COMMANDS
from nscl_registration.entrypoints.steps import STEPS
from nscl_registration.queries.applications import show_application
from nscl_registration.queries.money import explain_amount, net_of
from nscl_registration.queries.programme import show_project
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.web import Page, Redirect, Request, route

ABOUT_AMOUNTS = frozenset({"approve", "agreement"})


class StepPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{CASE}/submit")
    def submit_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("submit", request, application_id)

    @route("POST", f"{CASE}/submit", body=bodies.SubmitBody, form="submit_page")
    def submit_form(self, request: Request, application_id: str) -> Redirect:
        """Hand the application in."""
        return take_step(self.commands, "submit", request, application_id)

    @route("GET", f"{CASE}/receive")
    def receive_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("receive", request, application_id)

    @route("POST", f"{CASE}/receive", body=bodies.NoteBody, form="receive_page")
    def receive_form(self, request: Request, application_id: str) -> Redirect:
        """Take it in at the agency."""
        return take_step(self.commands, "receive", request, application_id)

    @route("GET", f"{CASE}/appraise")
    def appraise_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("appraise", request, application_id)

    @route("POST", f"{CASE}/appraise", body=bodies.NoteBody, form="appraise_page")
    def appraise_form(self, request: Request, application_id: str) -> Redirect:
        """Note that it was appraised."""
        return take_step(self.commands, "appraise", request, application_id)

    @route("GET", f"{CASE}/approve")
    def approve_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("approve", request, application_id)

    @route("POST", f"{CASE}/approve", body=bodies.ApproveBody, form="approve_page")
    def approve_form(self, request: Request, application_id: str) -> Redirect:
        """Approve an amount."""
        return take_step(self.commands, "approve", request, application_id)

    @route("GET", f"{CASE}/refuse")
    def refuse_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("refuse", request, application_id)

    @route("POST", f"{CASE}/refuse", body=bodies.RefuseBody, form="refuse_page")
    def refuse_form(self, request: Request, application_id: str) -> Redirect:
        """Refuse it."""
        return take_step(self.commands, "refuse", request, application_id)

    @route("GET", f"{CASE}/agreement")
    def agreement_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("agreement", request, application_id)

    @route("POST", f"{CASE}/agreement", body=bodies.AgreementBody, form="agreement_page")
    def agreement_form(self, request: Request, application_id: str) -> Redirect:
        """Sign the support agreement."""
        return take_step(self.commands, "agreement", request, application_id)

    @route("GET", f"{CASE}/withdraw")
    def withdraw_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("withdraw", request, application_id)

    @route("POST", f"{CASE}/withdraw", body=bodies.WithdrawBody, form="withdraw_page")
    def withdraw_form(self, request: Request, application_id: str) -> Redirect:
        """Take it back."""
        return take_step(self.commands, "withdraw", request, application_id)


def take_step(commands: Any, name: str, request: Request, application_id: str) -> Redirect:
    """Run the command of a step and go back to the application."""
    made: Any = STEP_COMMANDS[name](application_id, actor(request), request.form(), today())
    command = replace(made, expects=expected_version(request))
    commands.execute(command, key=request.idempotency_key)
    return Redirect(f"{WEB}/applications/{application_id}", notice=_(STEPS[name].done))


def step_page(name: str, request: Request, application_id: str) -> Page:
    """Show the form of a step, with what the rule allows where it is about an amount."""
    application = show_application(application_id, owner=owner(request))
    return Page(
        "application_step.html",
        application=application,
        conflict=read_before(request, application),
        step=STEPS[name],
        amount=explain_amount(application_id, owner=owner(request), today=today())
        if name in ABOUT_AMOUNTS
        else None,
        net=net_of(application),
        kinds=labels.choices(labels.MOVEMENTS),
        today=today().isoformat(),
        deadline=deadline_words(show_project(application["project_id"]), today()),
        words=labels_form,
        step_of=STEP_OF,
        labels=labels,
    )


def read_before(request: Request, application: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the sender of a form had read, when the application has moved on since.

    ``steps`` are the lines of the timeline of then, ``since`` those that came meanwhile.
    """
    if not request.is_form or expected_version(request) in (None, application["version"]):
        return None
    known = request.fields.get("steps", "")
    count = int(known) if known.isdecimal() else len(application["history"])
    history = application["history"]
    return {"steps": history[:count], "since": history[count:]}
