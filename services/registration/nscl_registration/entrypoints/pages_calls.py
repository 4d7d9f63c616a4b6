"""Pages: calls for proposals and the proposals."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.proposal import Check
from nscl_registration.entrypoints import bodies_calls as bodies
from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints import labels_programme as words
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.callers import owner
from nscl_registration.entrypoints.consolidated import letter_of, xlsx_of
from nscl_registration.entrypoints.http_calls import about, submission
from nscl_registration.entrypoints.programme_forms import ProposalForm
from nscl_registration.handlers import programme_commands as commands
from nscl_registration.queries.calls import list_calls, list_proposals, show_call, show_proposal
from nscl_shared.i18n import _
from nscl_shared.kernel.clock import today
from nscl_shared.web import Download, Page, Redirect, Request, route

CALL = f"{WEB}/calls/<call_id>"
PROPOSAL = f"{WEB}/proposals/<proposal_id>"


class CallPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/calls", query=ListQuery)
    def calls_page(self, request: Request) -> Page:
        """List calls."""
        found = list_calls(**request.query())
        return _page("calls.html", calls=found["items"], next=found["next"], today=today())

    @route("GET", f"{WEB}/calls/new")
    def new_call_page(self, request: Request) -> Page:
        """Show the form."""
        return _page("call_new.html")

    @route("POST", f"{WEB}/calls", body=bodies.CallForm, form="new_call_page")
    def open_call_form(self, request: Request) -> Redirect:
        """Call for proposals."""
        made = self._run(request, commands.OpenCall(terms=request.form()))
        return Redirect(f"{WEB}/calls/{made['id']}", notice=_("The call is entered."))

    @route("GET", CALL, query=ListQuery)
    def call_page(self, request: Request, call_id: str) -> Page:
        """Show a call with its proposals."""
        found = list_proposals(call_id, owner=owner(request), **request.query(ListQuery()))
        return _page(
            "call.html",
            call=show_call(call_id),
            proposals=found["items"],
            next=found["next"],
            today=today(),
        )

    @route("POST", f"{CALL}/close", body=bodies.CloseBody, form="call_page")
    def close_call_form(self, request: Request, call_id: str) -> Redirect:
        """Take no more proposals."""
        self._run(request, commands.CloseCall(call_id=call_id, on=today(), **request.form()))
        return Redirect(f"{WEB}/calls/{call_id}", notice=_("The call is closed."))

    @route("GET", f"{CALL}/propose")
    def propose_page(self, request: Request, call_id: str) -> Page:
        """Show the form."""
        return _page("proposal_new.html", call=show_call(call_id), year=today().year + 1)

    @route("POST", f"{CALL}/proposals", body=ProposalForm, form="propose_page")
    def submit_proposal_form(self, request: Request, call_id: str) -> Redirect:
        """Hand a proposal in."""
        made = self._run(request, submission(request, call_id, request.form()))
        notice = _("Proposal {number} came in. Attach its documents now.", number=made["number"])
        return Redirect(f"{WEB}/proposals/{made['id']}", notice=notice)

    @route("GET", f"{CALL}/consolidated.docx")
    def consolidated_docx_page(self, request: Request, call_id: str) -> Download:
        """Write the letter with the list."""
        return letter_of(call_id, "docx")

    @route("GET", f"{CALL}/consolidated.pdf")
    def consolidated_pdf_page(self, request: Request, call_id: str) -> Download:
        """Write the letter with the list, to be read and printed."""
        return letter_of(call_id, "pdf")

    @route("GET", f"{CALL}/consolidated.xlsx")
    def consolidated_xlsx_page(self, request: Request, call_id: str) -> Download:
        """Write the list."""
        return xlsx_of(call_id)

    @route("GET", PROPOSAL)
    def proposal_page(self, request: Request, proposal_id: str) -> Page:
        """Show a proposal."""
        proposal = show_proposal(proposal_id, owner=owner(request))
        return _page("proposal.html", proposal=proposal, call=show_call(proposal["call_id"]))

    @route("POST", f"{PROPOSAL}/checks", body=bodies.CheckBody, form="proposal_page")
    def check_proposal_form(self, request: Request, proposal_id: str) -> Redirect:
        """Check a document."""
        check = Check(**{"note": None, **request.form()})
        self._run(request, commands.CheckProposal(proposal_id=proposal_id, check=check))
        return Redirect(f"{WEB}/proposals/{proposal_id}", notice=_("The check is entered."))

    @route("POST", f"{PROPOSAL}/comments", body=bodies.CommentBody, form="proposal_page")
    def comment_form(self, request: Request, proposal_id: str) -> Redirect:
        """Comment."""
        self._run(request, about(commands.CommentOnProposal, request, proposal_id))
        return Redirect(f"{WEB}/proposals/{proposal_id}", notice=_("The comment is entered."))

    @route("POST", f"{PROPOSAL}/decision", body=bodies.DecisionBody, form="proposal_page")
    def decision_form(self, request: Request, proposal_id: str) -> Redirect:
        """Decide."""
        self._run(request, about(commands.DecideProposal, request, proposal_id))
        return Redirect(f"{WEB}/proposals/{proposal_id}", notice=_("The decision is entered."))

    @route("POST", f"{PROPOSAL}/withdraw", body=bodies.ReasonBody, form="proposal_page")
    def withdraw_proposal_form(self, request: Request, proposal_id: str) -> Redirect:
        """Take it back."""
        self._run(request, about(commands.WithdrawProposal, request, proposal_id))
        return Redirect(f"{WEB}/proposals/{proposal_id}", notice=_("The proposal was withdrawn."))

    def _run(self, request: Request, command: object) -> dict[str, Any]:
        made: dict[str, Any] = self.commands.execute(command, key=request.idempotency_key)
        return made


def _page(template: str, **context: Any) -> Page:
    return Page(template, labels=labels, words=words, **context)
