"""REST: the appraisal by a council."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import appraisal_bodies as bodies
from nscl_registration.entrypoints.access import API_CASE
from nscl_registration.entrypoints.appraisal_commands import command_of
from nscl_registration.entrypoints.edits import version_tag
from nscl_registration.queries.appraisals import show_appraisal
from nscl_shared.web import Json, Request, route
from nscl_shared.web.preconditions import etag


class AppraisalApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "GET",
        f"{API_CASE}/appraisal",
        returns=bodies.AppraisalView,
        summary="Council, criteria, eligibility, scores and result, with ETag",
        etag=True,
    )
    def appraisal(self, request: Request, application_id: str) -> Json:
        """Show the appraisal."""
        found = show_appraisal(application_id)
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{API_CASE}/council",
        body=bodies.CouncilBody,
        returns=bodies.ConvenedView,
        summary="Call a council together; checks the eligibility",
        edits="may",
        etag=True,
    )
    def convene(self, request: Request, application_id: str) -> Json:
        """Call the council together."""
        return self._appraise("council", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/conflict",
        body=bodies.ConflictBody,
        returns=bodies.CouncilStepView,
        summary="Declare a conflict of interest",
        edits="may",
        etag=True,
    )
    def declare_conflict(self, request: Request, application_id: str) -> Json:
        """Exclude a member."""
        return self._appraise("conflict", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/scores",
        body=bodies.ScoresBody,
        returns=bodies.ScoredView,
        summary="Score as a member of the council",
        edits="may",
        etag=True,
    )
    def score(self, request: Request, application_id: str) -> Json:
        """Give points."""
        return self._appraise("scores", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/override",
        body=bodies.OverrideBody,
        returns=bodies.CouncilStepView,
        summary="Override an eligibility rule, with a reason",
        edits="may",
        etag=True,
    )
    def override(self, request: Request, application_id: str) -> Json:
        """Override a rule."""
        return self._appraise("override", request, application_id)

    @route(
        "POST",
        f"{API_CASE}/conclude",
        body=bodies.ConcludeBody,
        returns=bodies.ConcludedView,
        summary="Compute the result; the application counts as appraised",
        edits="may",
        etag=True,
    )
    def conclude(self, request: Request, application_id: str) -> Json:
        """Compute the result."""
        return self._appraise("conclude", request, application_id)

    def _appraise(self, name: str, request: Request, application_id: str) -> Json:
        command = command_of(name, request, application_id, request.json())
        done = self.commands.execute(command, key=request.idempotency_key)
        return Json(done, headers=version_tag(done, "appraisal_version"))
