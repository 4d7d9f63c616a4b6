"""REST: cases about counterfeit stamps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Json, Request, route
from nscl_shared.web.preconditions import etag, version_seen
from nscl_traceability.entrypoints import case_acts
from nscl_traceability.entrypoints import signals_schemas as s
from nscl_traceability.queries.cases import list_cases, show_case

CASES = "/api/traceability/counterfeit-cases"
CASE = f"{CASES}/<case_id>"
CaseStep = Callable[[CommandBus, Request, str, int | None, case_acts.Body], case_acts.Answer]
STEP: dict[str, Any] = {"returns": s.CaseAnswer, "edits": "must", "etag": True}


class CasesApi:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", CASES, query=s.CaseQuery, summary="List cases, the newest first")
    def api_cases(self, request: Request) -> Json:
        """List cases."""
        query = request.query()
        items, following = list_cases(state=query["state"], cursor=query["cursor"])
        return Json({"items": items, "next": following})

    @route(
        "POST",
        CASES,
        body=s.OpenCaseBody,
        returns=s.CaseAnswer,
        status=201,
        summary="Open a case about signals and reports",
    )
    def api_open_case(self, request: Request) -> Created:
        """Open a case."""
        done = case_acts.begin(self.commands, request, request.json())
        headers = etag(done["version"])
        return Created(done, location=f"{CASES}/{done['id']}", headers=headers)

    @route(
        "POST",
        "/api/traceability/problem-reports/erase",
        body=s.EraseBody,
        returns=s.ErasedAnswer,
        summary="Delete for ever what people wrote in reports; the rest of them is kept",
    )
    def api_erase_reports(self, request: Request) -> Json:
        """Delete the words."""
        return Json(case_acts.erase(self.commands, request, request.json()))

    @route("GET", CASE, etag=True, summary="Show a case with its evidence and history")
    def api_case(self, request: Request, case_id: str) -> Json:
        """Show a case."""
        case = show_case(case_id)
        return Json(case, headers=etag(case["version"]))

    @route("POST", f"{CASE}/evidence", body=s.EvidenceBody, summary="Look into more", **STEP)
    def api_add_evidence(self, request: Request, case_id: str) -> Json:
        """Take more into a case."""
        return self._case_step(request, case_id, case_acts.add)

    @route("POST", f"{CASE}/notes", body=s.CaseNoteBody, summary="Add a note", **STEP)
    def api_note_case(self, request: Request, case_id: str) -> Json:
        """Add a note."""
        return self._case_step(request, case_id, case_acts.write)

    @route(
        "POST",
        f"{CASE}/void-stamps",
        body=s.VoidBody,
        returns=s.VoidedAnswer,
        edits="must",
        etag=True,
        summary="Make the stamps of the case's signals void: scans then say suspicious",
    )
    def api_void_case_stamps(self, request: Request, case_id: str) -> Json:
        """Make the stamps void."""
        return self._case_step(request, case_id, case_acts.void)

    @route("POST", f"{CASE}/close", body=s.CloseCaseBody, summary="Close with an outcome", **STEP)
    def api_close_case(self, request: Request, case_id: str) -> Json:
        """End a case."""
        return self._case_step(request, case_id, case_acts.close)

    @route("POST", f"{CASE}/reopen", body=s.CaseNoteBody, summary="Open a case again", **STEP)
    def api_reopen_case(self, request: Request, case_id: str) -> Json:
        """Look into a closed case again."""
        return self._case_step(request, case_id, case_acts.reopen)

    def _case_step(self, request: Request, case_id: str, step: CaseStep) -> Json:
        """Do one step, with the case in the version that the caller has seen."""
        seen = version_seen(request)
        done = step(self.commands, request, case_id, seen, request.json())
        return Json(done, headers=etag(done["version"]))
