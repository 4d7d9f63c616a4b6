"""REST: recalls."""

from __future__ import annotations

from typing import Any

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Download, Json, Request, route
from nscl_traceability.domain.recall_parts import RecallState
from nscl_traceability.entrypoints import intake, recall_acts
from nscl_traceability.entrypoints import schemas_recalls as s
from nscl_traceability.entrypoints.recall_report import report
from nscl_traceability.queries.recalls import list_recalls, show_recall

API = "/api/traceability"
RECALL = f"{API}/recalls/<recall_id>"
STEP: dict[str, Any] = {"body": s.NoteSchema, "returns": s.RecallAnswer}


class RecallsApi:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", f"{API}/recalls", query=s.RecallsSchema, summary="List recalls, newest first")
    def api_recalls(self, request: Request) -> Json:
        """List the recalls that concern the caller."""
        firms = intake.visible_firms(request.user)
        return Json({"items": list_recalls(firms=firms, state=request.query()["state"])})

    @route(
        "POST",
        f"{API}/lots/<lot_id>/recalls",
        body=s.BeginSchema,
        returns=s.RecallAnswer,
        status=201,
        summary="Recall a lot (officers), or ask for its recall (its firm)",
    )
    def api_begin_recall(self, request: Request, lot_id: str) -> Created:
        """Open a recall, or ask for one."""
        done = recall_acts.begin(self.commands, request, lot_id, request.json())
        return Created(done, location=f"{API}/recalls/{done['id']}")

    @route("GET", RECALL, summary="Show a recall; a firm sees its own lots and figures")
    def api_recall(self, request: Request, recall_id: str) -> Json:
        """Show a recall."""
        return Json(show_recall(recall_id, firms=intake.visible_firms(request.user)))

    @route("POST", f"{RECALL}/open", summary="Open a recall that was asked for", **STEP)
    def api_open_recall(self, request: Request, recall_id: str) -> Json:
        """Open it."""
        body = request.json()
        return Json(recall_acts.decide(self.commands, request, recall_id, body, opens=True))

    @route("POST", f"{RECALL}/refuse", summary="Refuse a recall that was asked for", **STEP)
    def api_refuse_recall(self, request: Request, recall_id: str) -> Json:
        """Refuse it."""
        body = request.json()
        return Json(recall_acts.decide(self.commands, request, recall_id, body, opens=False))

    @route("POST", f"{RECALL}/widen", summary="Look again how far a recall reaches", **STEP)
    def api_widen_recall(self, request: Request, recall_id: str) -> Json:
        """Widen it."""
        return Json(recall_acts.widen(self.commands, request, recall_id, request.json()))

    @route(
        "POST",
        f"{RECALL}/instruction",
        body=s.RestateSchema,
        returns=s.RecallAnswer,
        summary="Tell another risk or instruction",
    )
    def api_restate_recall(self, request: Request, recall_id: str) -> Json:
        """Tell something else."""
        return Json(recall_acts.restate(self.commands, request, recall_id, request.json()))

    @route(
        "POST",
        f"{RECALL}/answers",
        body=s.AnswerSchema,
        returns=s.RecallAnswer,
        summary="Report what a firm found, took back and destroyed",
    )
    def api_answer_recall(self, request: Request, recall_id: str) -> Json:
        """Keep the figures."""
        return Json(recall_acts.answer(self.commands, request, recall_id, request.json()))

    @route("POST", f"{RECALL}/close", summary="Close a recall that was carried out", **STEP)
    def api_close_recall(self, request: Request, recall_id: str) -> Json:
        """Close it."""
        closed, body = RecallState.CLOSED, request.json()
        return Json(recall_acts.end(self.commands, request, recall_id, body, closed))

    @route("POST", f"{RECALL}/withdraw", summary="Withdraw a recall that was wrong", **STEP)
    def api_withdraw_recall(self, request: Request, recall_id: str) -> Json:
        """Withdraw it."""
        withdrawn, body = RecallState.WITHDRAWN, request.json()
        return Json(recall_acts.end(self.commands, request, recall_id, body, withdrawn))

    @route("GET", f"{RECALL}/report.docx", produces="*/*", summary="The report of a recall")
    def api_recall_report(self, request: Request, recall_id: str) -> Download:
        """Write the report."""
        return report(show_recall(recall_id, firms=intake.visible_firms(request.user)))
