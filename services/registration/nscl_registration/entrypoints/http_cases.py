"""REST: the steps around the decision and under the agreement."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import case_bodies as bodies
from nscl_registration.entrypoints import case_views, views
from nscl_registration.entrypoints.access import API_CASE
from nscl_registration.entrypoints.callers import actor
from nscl_registration.entrypoints.edits import edit
from nscl_registration.entrypoints.step_commands import STEP_COMMANDS
from nscl_shared.kernel.clock import today
from nscl_shared.web import Json, Request, route


class CasesApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "POST",
        f"{API_CASE}/request-supplement",
        body=bodies.SupplementBody,
        returns=views.StateView,
        summary="Ask the unit to complete the application",
        edits="may",
        etag=True,
    )
    def request_supplement(self, request: Request, application_id: str) -> Json:
        """Ask for what is missing."""
        return self.take_step("request-supplement", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/resubmit",
        body=bodies.ResubmitBody,
        returns=views.StateView,
        summary="Hand in again what was completed",
        edits="may",
        etag=True,
    )
    def resubmit(self, request: Request, application_id: str) -> Json:
        """Hand in again."""
        return self.take_step("resubmit", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/waitlist",
        body=bodies.WaitlistBody,
        returns=views.StateView,
        summary="Put on the waiting list",
        edits="may",
        etag=True,
    )
    def waitlist(self, request: Request, application_id: str) -> Json:
        """Put it on the waiting list."""
        return self.take_step("waitlist", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/start",
        body=bodies.StartBody,
        returns=views.StateView,
        summary="Begin the work under the agreement",
        edits="may",
        etag=True,
    )
    def start_work(self, request: Request, application_id: str) -> Json:
        """Begin the work."""
        return self.take_step("start", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/suspend",
        body=bodies.SuspendBody,
        returns=views.StateView,
        summary="Suspend the work",
        edits="may",
        etag=True,
    )
    def suspend(self, request: Request, application_id: str) -> Json:
        """Pause the work."""
        return self.take_step("suspend", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/resume",
        body=bodies.ResumeBody,
        returns=views.StateView,
        summary="Resume the work",
        edits="may",
        etag=True,
    )
    def resume(self, request: Request, application_id: str) -> Json:
        """Go on."""
        return self.take_step("resume", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/progress",
        body=bodies.ProgressBody,
        returns=views.StateView,
        summary="Report progress",
        edits="may",
        etag=True,
    )
    def progress(self, request: Request, application_id: str) -> Json:
        """Note what was done."""
        return self.take_step("progress", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/accept",
        body=bodies.AcceptBody,
        returns=views.StateView,
        summary="Accept the results (nghiệm thu)",
        edits="may",
        etag=True,
    )
    def accept(self, request: Request, application_id: str) -> Json:
        """Accept the results."""
        return self.take_step("accept", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/money",
        body=bodies.MoneyBody,
        returns=case_views.MoneyView,
        summary="Pay an advance or instalment, or enter what came back",
        edits="may",
        etag=True,
    )
    def move_money(self, request: Request, application_id: str) -> Json:
        """Pay, or take money back."""
        return self.take_step("money", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/settle",
        body=bodies.SettleBody,
        returns=views.StateView,
        summary="Fix the final support (thanh lý, quyết toán)",
        edits="may",
        etag=True,
    )
    def settle(self, request: Request, application_id: str) -> Json:
        """Fix the final amount."""
        return self.take_step("settle", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/close",
        body=bodies.CloseBody,
        returns=views.StateView,
        summary="Close the file",
        edits="may",
        etag=True,
    )
    def close(self, request: Request, application_id: str) -> Json:
        """Close the file."""
        return self.take_step("close", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/terminate",
        body=bodies.TerminateBody,
        returns=views.StateView,
        summary="Terminate the agreement",
        edits="may",
        etag=True,
    )
    def terminate(self, request: Request, application_id: str) -> Json:
        """End the agreement early."""
        return self.take_step("terminate", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/undo",
        body=bodies.UndoBody,
        returns=case_views.UndoneView,
        summary="Take the latest step back, with a reason",
        edits="may",
        etag=True,
    )
    def undo(self, request: Request, application_id: str) -> Json:
        """Take the latest step back."""
        return self.take_step("undo", request, application_id)

    def take_step(self, name: str, request: Request, application_id: str) -> Json:
        """Run the command of a step; ``If-Match`` guards against a stale reading."""
        body = request.json()
        command: Any = STEP_COMMANDS[name](application_id, actor(request), body, today())
        return edit(self.commands, request, command)
