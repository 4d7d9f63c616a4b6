"""REST: calls and proposals."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.proposal import Check
from nscl_registration.entrypoints import bodies_calls as bodies
from nscl_registration.entrypoints import views_programme as views
from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.consolidated import letter_of, xlsx_of
from nscl_registration.entrypoints.edits import edit
from nscl_registration.entrypoints.views import EditedView, IdView, StateView
from nscl_registration.handlers import programme_commands as commands
from nscl_registration.queries.calls import list_calls, list_proposals, show_call, show_proposal
from nscl_shared.documents.layout import DOCX
from nscl_shared.documents.pdf import PDF
from nscl_shared.documents.sheet import XLSX
from nscl_shared.kernel.clock import today
from nscl_shared.web import Created, Download, Json, Request, route
from nscl_shared.web.preconditions import etag

CALL = f"{API}/calls/<call_id>"
PROPOSAL = f"{API}/proposals/<proposal_id>"
MOST = 1_000


class CallsApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "POST",
        f"{API}/calls",
        body=bodies.CallBody,
        returns=IdView,
        status=201,
        summary="Call for proposals",
    )
    def open_call(self, request: Request) -> Created:
        """Call for proposals."""
        made = self._do(request, commands.OpenCall(terms=request.json()))
        return Created(made, location=f"{API}/calls/{made['id']}")

    @route("GET", f"{API}/calls", query=ListQuery, returns=views.CallsView, summary="List calls")
    def calls(self, request: Request) -> Json:
        """List calls."""
        return Json(list_calls(**request.query()))

    @route("GET", CALL, returns=views.CallView, summary="Show a call, with ETag", etag=True)
    def call(self, request: Request, call_id: str) -> Json:
        """Show a call."""
        found = show_call(call_id)
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{CALL}/close",
        body=bodies.CloseBody,
        returns=EditedView,
        summary="Close a call",
        edits="may",
        etag=True,
    )
    def close_call(self, request: Request, call_id: str) -> Json:
        """Take no more proposals."""
        command = commands.CloseCall(call_id=call_id, on=today(), **request.json())
        return edit(self.commands, request, command)

    @route(
        "POST",
        f"{CALL}/proposals",
        body=bodies.ProposalBody,
        returns=views.SubmittedView,
        status=201,
        summary="Submit a proposal; after the deadline it is marked late",
    )
    def submit_proposal(self, request: Request, call_id: str) -> Created:
        """Hand a proposal in."""
        made = self._do(request, submission(request, call_id, request.json()))
        return Created(made, location=f"{API}/proposals/{made['id']}")

    @route(
        "GET",
        f"{CALL}/proposals",
        query=ListQuery,
        returns=views.ProposalsView,
        summary="List proposals by number (own ones for a firm account)",
    )
    def proposals(self, request: Request, call_id: str) -> Json:
        """List proposals."""
        return Json(list_proposals(call_id, owner=owner(request), **request.query()))

    @route(
        "GET",
        f"{CALL}/consolidated.docx",
        summary="The consolidated list as a draft letter",
        produces=DOCX,
    )
    def consolidated_docx(self, request: Request, call_id: str) -> Download:
        """Write the letter with the list."""
        return letter_of(call_id, "docx")

    @route(
        "GET",
        f"{CALL}/consolidated.pdf",
        summary="The consolidated list as a draft letter",
        produces=PDF,
    )
    def consolidated_pdf(self, request: Request, call_id: str) -> Download:
        """Write the letter with the list, to be read and printed."""
        return letter_of(call_id, "pdf")

    @route(
        "GET",
        f"{CALL}/consolidated.xlsx",
        summary="The consolidated list as a workbook",
        produces=XLSX,
    )
    def consolidated_xlsx(self, request: Request, call_id: str) -> Download:
        """Write the list."""
        return xlsx_of(call_id)

    @route(
        "GET", PROPOSAL, returns=views.ProposalView, summary="Show a proposal, with ETag", etag=True
    )
    def proposal(self, request: Request, proposal_id: str) -> Json:
        """Show a proposal."""
        found = show_proposal(proposal_id, owner=owner(request))
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{PROPOSAL}/checks",
        body=bodies.CheckBody,
        returns=views.CheckedView,
        summary="Note whether a required document is there",
        edits="may",
        etag=True,
    )
    def check_proposal(self, request: Request, proposal_id: str) -> Json:
        """Check a document."""
        check = Check(**request.json())
        command = commands.CheckProposal(proposal_id=proposal_id, check=check)
        return edit(self.commands, request, command)

    @route(
        "POST",
        f"{PROPOSAL}/comments",
        body=bodies.CommentBody,
        returns=EditedView,
        summary="Comment, for the sender's eyes or internally",
        edits="may",
        etag=True,
    )
    def comment_on_proposal(self, request: Request, proposal_id: str) -> Json:
        """Comment."""
        return edit(self.commands, request, about(commands.CommentOnProposal, request, proposal_id))

    @route(
        "POST",
        f"{PROPOSAL}/decision",
        body=bodies.DecisionBody,
        returns=StateView,
        summary="Take into the list, or leave out with a reason",
        edits="may",
        etag=True,
    )
    def decide_proposal(self, request: Request, proposal_id: str) -> Json:
        """Decide."""
        return edit(self.commands, request, about(commands.DecideProposal, request, proposal_id))

    @route(
        "POST",
        f"{PROPOSAL}/withdraw",
        body=bodies.ReasonBody,
        returns=StateView,
        summary="Take back before the decision",
        edits="may",
        etag=True,
    )
    def withdraw_proposal(self, request: Request, proposal_id: str) -> Json:
        """Take it back."""
        return edit(self.commands, request, about(commands.WithdrawProposal, request, proposal_id))

    def _do(self, request: Request, command: object) -> dict[str, Any]:
        made: dict[str, Any] = self.commands.execute(command, key=request.idempotency_key)
        return made


def about(command: Any, request: Request, proposal_id: str) -> Any:
    """Return a command of today's about a proposal, from JSON or a form."""
    given = request.form() if request.is_form else request.json()
    return command(by=actor(request), proposal_id=proposal_id, on=today(), **given)


def submission(request: Request, call_id: str, body: dict[str, Any]) -> commands.SubmitProposal:
    """Return the command; only an officer, who enters paper, names another day."""
    received = None if request.user.has("firm") else body["received_on"]
    return commands.SubmitProposal(
        by=actor(request), call_id=call_id, content=body["content"], on=received or today()
    )
