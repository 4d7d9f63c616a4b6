"""Pages: recalls, from the first request to the report."""

from __future__ import annotations

from typing import Any

from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route
from nscl_traceability.domain.recall_parts import RecallState
from nscl_traceability.domain.trace import Direction
from nscl_traceability.entrypoints import intake, lot_acts, recall_acts
from nscl_traceability.entrypoints import labels_trace as words
from nscl_traceability.entrypoints import schemas_recalls as s
from nscl_traceability.queries.products import show_product
from nscl_traceability.queries.recalls import list_recalls, show_recall

RECALLS = "/traceability/recalls"
RECALL = f"{RECALLS}/<recall_id>"
BEGIN = "/traceability/lots/<lot_id>/recall"


class RecallPages:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", RECALLS, query=s.RecallsSchema)
    def recalls_page(self, request: Request) -> Page:
        """List the recalls that concern the caller."""
        query = request.query()
        found = list_recalls(firms=intake.visible_firms(request.user), state=query["state"])
        states = words.choices(words.RECALL_STATES)
        return Page("recalls.html", recalls=found, query=query, states=states, words=words)

    @route("GET", BEGIN)
    def begin_recall_page(self, request: Request, lot_id: str) -> Page:
        """Show what a recall would reach, before anything is recalled."""
        lot, chain = lot_acts.chain(request, lot_id, Direction.FORWARD.value)
        return Page(
            "recall_new.html",
            lot=lot,
            product=show_product(lot["product_id"]),
            chain=chain,
            reached=[node for node in chain.nodes if node["lot_id"]],
            risks=words.choices(words.RISKS),
            opens=request.user.has("officer"),
        )

    @route("POST", BEGIN, body=s.BeginSchema, form="begin_recall_page")
    def begin_recall_form(self, request: Request, lot_id: str) -> Redirect:
        """Open a recall, or ask for one."""
        done = recall_acts.begin(self.commands, request, lot_id, request.form())
        opened = done["state"] == RecallState.OPEN.value
        notice = _("The lot is recalled.") if opened else _("The agency will decide.")
        return Redirect(f"{RECALLS}/{done['id']}", notice=notice)

    @route("GET", RECALL)
    def recall_page(self, request: Request, recall_id: str) -> Page:
        """Show a recall, its answers, and what can be done."""
        own = intake.visible_firms(request.user)
        recall = show_recall(recall_id, firms=own)
        return Page(
            "recall.html",
            recall=recall,
            words=words,
            risks=words.choices(words.RISKS),
            firms=[(firm["firm_id"], firm["name"]) for firm in recall["firms"]],
            decides=request.user.has("officer"),
            answers=request.user.has("officer", "firm") and recall["state"] == "open",
        )

    @route("POST", f"{RECALL}/open", body=s.NoteSchema, form="recall_page")
    def open_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Open what was asked for."""
        recall_acts.decide(self.commands, request, recall_id, request.form(), opens=True)
        return _back(recall_id, _("The lot is recalled."))

    @route("POST", f"{RECALL}/refuse", body=s.NoteSchema, form="recall_page")
    def refuse_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Refuse what was asked for."""
        recall_acts.decide(self.commands, request, recall_id, request.form(), opens=False)
        return _back(recall_id, _("The request is refused."))

    @route("POST", f"{RECALL}/widen", body=s.NoteSchema, form="recall_page")
    def widen_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Look again."""
        done = recall_acts.widen(self.commands, request, recall_id, request.form())
        return _back(recall_id, _("{n:number} more lots were found.", n=done["new_lots"]))

    @route("POST", f"{RECALL}/instruction", body=s.RestateSchema, form="recall_page")
    def restate_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Tell something else."""
        recall_acts.restate(self.commands, request, recall_id, request.form())
        return _back(recall_id, _("The new instruction is told."))

    @route("POST", f"{RECALL}/answers", body=s.AnswerSchema, form="recall_page")
    def answer_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Keep the figures of a firm."""
        recall_acts.answer(self.commands, request, recall_id, request.form())
        return _back(recall_id, _("The figures are kept."))

    @route("POST", f"{RECALL}/close", body=s.NoteSchema, form="recall_page")
    def close_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Close it."""
        return self._end(request, recall_id, RecallState.CLOSED, _("The recall is closed."))

    @route("POST", f"{RECALL}/withdraw", body=s.NoteSchema, form="recall_page")
    def withdraw_recall_form(self, request: Request, recall_id: str) -> Redirect:
        """Withdraw it."""
        return self._end(request, recall_id, RecallState.WITHDRAWN, _("The recall is withdrawn."))

    def _end(self, request: Request, recall_id: str, outcome: RecallState, notice: str) -> Redirect:
        body: dict[str, Any] = request.form()
        recall_acts.end(self.commands, request, recall_id, body, outcome)
        return _back(recall_id, notice)


def _back(recall_id: str, notice: str) -> Redirect:
    return Redirect(f"{RECALLS}/{recall_id}", notice=notice)
