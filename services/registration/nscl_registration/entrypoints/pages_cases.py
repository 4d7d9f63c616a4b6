"""Pages: a small form for each step around the decision and under the agreement."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import case_bodies as bodies
from nscl_registration.entrypoints.access import CASE
from nscl_registration.entrypoints.pages_steps import step_page, take_step
from nscl_shared.web import Page, Redirect, Request, route


class CasePages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{CASE}/request-supplement")
    def request_supplement_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("request-supplement", request, application_id)

    @route(
        "POST",
        f"{CASE}/request-supplement",
        body=bodies.SupplementBody,
        form="request_supplement_page",
    )
    def request_supplement_form(self, request: Request, application_id: str) -> Redirect:
        """Ask for what is missing."""
        return take_step(self.commands, "request-supplement", request, application_id)

    @route("GET", f"{CASE}/resubmit")
    def resubmit_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("resubmit", request, application_id)

    @route("POST", f"{CASE}/resubmit", body=bodies.ResubmitBody, form="resubmit_page")
    def resubmit_form(self, request: Request, application_id: str) -> Redirect:
        """Hand in again."""
        return take_step(self.commands, "resubmit", request, application_id)

    @route("GET", f"{CASE}/waitlist")
    def waitlist_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("waitlist", request, application_id)

    @route("POST", f"{CASE}/waitlist", body=bodies.WaitlistBody, form="waitlist_page")
    def waitlist_form(self, request: Request, application_id: str) -> Redirect:
        """Put it on the waiting list."""
        return take_step(self.commands, "waitlist", request, application_id)

    @route("GET", f"{CASE}/start")
    def start_work_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("start", request, application_id)

    @route("POST", f"{CASE}/start", body=bodies.StartBody, form="start_work_page")
    def start_work_form(self, request: Request, application_id: str) -> Redirect:
        """Begin the work."""
        return take_step(self.commands, "start", request, application_id)

    @route("GET", f"{CASE}/suspend")
    def suspend_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("suspend", request, application_id)

    @route("POST", f"{CASE}/suspend", body=bodies.SuspendBody, form="suspend_page")
    def suspend_form(self, request: Request, application_id: str) -> Redirect:
        """Pause the work."""
        return take_step(self.commands, "suspend", request, application_id)

    @route("GET", f"{CASE}/resume")
    def resume_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("resume", request, application_id)

    @route("POST", f"{CASE}/resume", body=bodies.ResumeBody, form="resume_page")
    def resume_form(self, request: Request, application_id: str) -> Redirect:
        """Go on."""
        return take_step(self.commands, "resume", request, application_id)

    @route("GET", f"{CASE}/progress")
    def progress_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("progress", request, application_id)

    @route("POST", f"{CASE}/progress", body=bodies.ProgressBody, form="progress_page")
    def progress_form(self, request: Request, application_id: str) -> Redirect:
        """Note what was done."""
        return take_step(self.commands, "progress", request, application_id)

    @route("GET", f"{CASE}/accept")
    def accept_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("accept", request, application_id)

    @route("POST", f"{CASE}/accept", body=bodies.AcceptBody, form="accept_page")
    def accept_form(self, request: Request, application_id: str) -> Redirect:
        """Accept the results."""
        return take_step(self.commands, "accept", request, application_id)

    @route("GET", f"{CASE}/money")
    def money_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("money", request, application_id)

    @route("POST", f"{CASE}/money", body=bodies.MoneyBody, form="money_page")
    def money_form(self, request: Request, application_id: str) -> Redirect:
        """Pay, or take money back."""
        return take_step(self.commands, "money", request, application_id)

    @route("GET", f"{CASE}/settle")
    def settle_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("settle", request, application_id)

    @route("POST", f"{CASE}/settle", body=bodies.SettleBody, form="settle_page")
    def settle_form(self, request: Request, application_id: str) -> Redirect:
        """Fix the final amount."""
        return take_step(self.commands, "settle", request, application_id)

    @route("GET", f"{CASE}/close")
    def close_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("close", request, application_id)

    @route("POST", f"{CASE}/close", body=bodies.CloseBody, form="close_page")
    def close_form(self, request: Request, application_id: str) -> Redirect:
        """Close the file."""
        return take_step(self.commands, "close", request, application_id)

    @route("GET", f"{CASE}/terminate")
    def terminate_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("terminate", request, application_id)

    @route("POST", f"{CASE}/terminate", body=bodies.TerminateBody, form="terminate_page")
    def terminate_form(self, request: Request, application_id: str) -> Redirect:
        """End the agreement early."""
        return take_step(self.commands, "terminate", request, application_id)

    @route("GET", f"{CASE}/undo")
    def undo_page(self, request: Request, application_id: str) -> Page:
        """Show the form."""
        return step_page("undo", request, application_id)

    @route("POST", f"{CASE}/undo", body=bodies.UndoBody, form="undo_page")
    def undo_form(self, request: Request, application_id: str) -> Redirect:
        """Take the latest step back."""
        return take_step(self.commands, "undo", request, application_id)
