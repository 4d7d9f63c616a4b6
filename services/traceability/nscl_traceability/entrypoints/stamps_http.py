"""The REST interface of stamps, from request to void."""

from __future__ import annotations

from typing import Any

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Json, Request, route
from nscl_traceability.entrypoints import intake, stamp_acts
from nscl_traceability.entrypoints import stamp_schemas as s
from nscl_traceability.entrypoints.http import API
from nscl_traceability.entrypoints.scrap_lists import MAX_BYTES
from nscl_traceability.queries.stamp_batches import (
    BatchFilter,
    acts_of,
    list_batches,
    print_files_of,
    show_batch,
)
from nscl_traceability.queries.stamps import first_url

BATCHES = f"{API}/stamp-batches"
BATCH = f"{BATCHES}/<batch_id>"


class StampsApi:
    """Stamps for programs."""

    commands: CommandBus

    @route(
        "POST",
        f"{API}/lots/<lot_id>/stamp-requests",
        body=s.RequestBody,
        returns=s.BatchAnswer,
        status=201,
        summary="Ask for stamps for a lot",
    )
    def api_request_stamps(self, request: Request, lot_id: str) -> Created:
        """Ask for stamps; the request holds its part of the lot's quota."""
        body = stamp_acts.request_stamps(self.commands, request, lot_id, request.json())
        return Created(body, location=f"{BATCHES}/{body['id']}")

    @route(
        "POST",
        f"{API}/lots/<lot_id>/stamp-batches",
        body=s.IssueAtOnceBody,
        returns=s.BatchCreated,
        status=201,
        summary="Request, approve and issue stamps for a lot at once",
    )
    def api_issue_stamps(self, request: Request, lot_id: str) -> Created:
        """Issue a batch of stamps at once; with ``activate`` they are in use."""
        body = stamp_acts.issue_at_once(self.commands, request, lot_id, request.json())
        first = first_url(show_batch(body["id"]))
        return Created({**body, "first_url": first}, location=f"{BATCHES}/{body['id']}")

    @route("GET", BATCHES, query=s.BatchQuery, summary="List requests and batches of stamps")
    def api_list_batches(self, request: Request) -> Json:
        """List what the caller may see; requests in the order they came in."""
        wanted = BatchFilter(**request.query(), firms=intake.visible_firms(request.user))
        items, following = list_batches(wanted)
        return Json({"items": items, "next": following})

    @route("GET", BATCH, summary="Show a stamp batch")
    def api_show_batch(self, request: Request, batch_id: str) -> Json:
        """Show a stamp batch: figures, ranges, what was printed and what was done."""
        batch = stamp_acts.own_batch(request, batch_id)
        files = print_files_of(batch_id)
        return Json({**batch, "acts": acts_of(batch_id), "print_files": files})

    @route("POST", f"{BATCH}/approve", body=s.ApproveBody, returns=s.BatchAnswer, summary="Approve")
    def api_approve_stamps(self, request: Request, batch_id: str) -> dict[str, Any]:
        """Grant a request, or a part of it."""
        return stamp_acts.approve(self.commands, request, batch_id, request.json())

    @route("POST", f"{BATCH}/refuse", body=s.RefuseBody, returns=s.BatchAnswer, summary="Refuse")
    def api_refuse_stamps(self, request: Request, batch_id: str) -> dict[str, Any]:
        """Turn a request down."""
        return stamp_acts.refuse(self.commands, request, batch_id, request.json())

    @route("POST", f"{BATCH}/issue", body=s.IssueBody, returns=s.BatchAnswer, summary="Issue")
    def api_issue_batch(self, request: Request, batch_id: str) -> dict[str, Any]:
        """Issue what was granted."""
        return stamp_acts.issue(self.commands, request, batch_id, request.json())

    @route(
        "POST",
        f"{BATCH}/activate",
        body=s.RangeBody,
        returns=s.ActivatedAnswer,
        summary="Activate a range",
    )
    def api_activate_stamps(self, request: Request, batch_id: str) -> dict[str, Any]:
        """Put a range of printed stamps into use; what was scrapped is passed over."""
        return stamp_acts.activate(self.commands, request, batch_id, request.json())

    @route(
        "POST",
        f"{BATCH}/scrap",
        returns=s.ScrappedAnswer,
        uploads=("file",),
        max_body_bytes=MAX_BYTES + 64 * 1024,
        summary="Take over the printer's scrap list",
    )
    def api_scrap_stamps(self, request: Request, batch_id: str) -> dict[str, Any]:
        """Take over a list of spoilt stamps (.csv, .xlsx, text); all of it or nothing."""
        return stamp_acts.scrap(self.commands, request, batch_id)

    @route("POST", f"{BATCH}/void", body=s.VoidBody, returns=s.VoidedAnswer, summary="Make void")
    def api_void_stamps(self, request: Request, batch_id: str) -> dict[str, Any]:
        """Make one stamp or a range void for ever."""
        return stamp_acts.void(self.commands, request, batch_id, request.json())
