"""REST: applications and their steps."""

from __future__ import annotations

from nscl_registration.entrypoints import bodies, views
from nscl_registration.entrypoints.access import API, API_CASE
from nscl_registration.entrypoints.bodies_form import ApplicationBody
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.http_cases import CasesApi
from nscl_registration.entrypoints.step_commands import application_command
from nscl_registration.queries.applications import list_applications, show_application
from nscl_shared.kernel.clock import today
from nscl_shared.web import Created, Json, Request, route
from nscl_shared.web.preconditions import etag


class ApplicationsApi(CasesApi):
    """Mixin; the including class has ``commands``."""

    @route(
        "POST",
        f"{API}/applications",
        body=ApplicationBody,
        returns=views.FiledApplicationView,
        status=201,
        summary="File an application as a draft",
    )
    def file_application(self, request: Request) -> Created:
        """Begin an application."""
        command = application_command(request.json(), actor(request), today())
        made = self.commands.execute(command, key=request.idempotency_key)
        return Created(made, location=f"{API}/applications/{made['id']}")

    @route(
        "GET",
        f"{API}/applications",
        query=bodies.ApplicationQuery,
        returns=views.ApplicationsView,
        summary="List applications, newest first (own ones for a firm account)",
    )
    def applications(self, request: Request) -> Json:
        """List applications."""
        return Json(list_applications(owner=owner(request), **request.query()))

    @route("GET", API_CASE, returns=views.ApplicationView, summary="Show an application", etag=True)
    def application(self, request: Request, application_id: str) -> Json:
        """Show an application."""
        found = show_application(application_id, owner=owner(request))
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{API_CASE}/submit",
        body=bodies.SubmitBody,
        returns=views.StateView,
        summary="Submit",
        edits="may",
        etag=True,
    )
    def submit(self, request: Request, application_id: str) -> Json:
        """Hand the application in."""
        return self.take_step("submit", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/receive",
        body=bodies.NoteBody,
        returns=views.StateView,
        summary="Receive",
        edits="may",
        etag=True,
    )
    def receive(self, request: Request, application_id: str) -> Json:
        """Take it in at the agency."""
        return self.take_step("receive", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/appraise",
        body=bodies.NoteBody,
        returns=views.StateView,
        summary="Appraise",
        edits="may",
        etag=True,
    )
    def appraise(self, request: Request, application_id: str) -> Json:
        """Note that it was appraised."""
        return self.take_step("appraise", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/approve",
        body=bodies.ApproveBody,
        returns=views.StateView,
        summary="Approve an amount of support",
        edits="may",
        etag=True,
    )
    def approve(self, request: Request, application_id: str) -> Json:
        """Approve an amount."""
        return self.take_step("approve", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/refuse",
        body=bodies.RefuseBody,
        returns=views.StateView,
        summary="Refuse with a reason",
        edits="may",
        etag=True,
    )
    def refuse(self, request: Request, application_id: str) -> Json:
        """Refuse it."""
        return self.take_step("refuse", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/withdraw",
        body=bodies.WithdrawBody,
        returns=views.StateView,
        summary="Withdraw before signing",
        edits="may",
        etag=True,
    )
    def withdraw(self, request: Request, application_id: str) -> Json:
        """Take it back."""
        return self.take_step("withdraw", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/agreement",
        body=bodies.AgreementBody,
        returns=views.AgreementView,
        summary="Sign the support agreement",
        edits="may",
        etag=True,
    )
    def agreement(self, request: Request, application_id: str) -> Json:
        """Sign the support agreement."""
        return self.take_step("agreement", request, application_id)
