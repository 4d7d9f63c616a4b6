"""Pages of stamps: asking for them, the officers' queue, and a batch from request to void."""

from __future__ import annotations

from typing import Any

from nscl_shared.i18n import _, ngettext
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route
from nscl_traceability.domain.serials import MAX_INDEX
from nscl_traceability.entrypoints import intake, stamp_acts
from nscl_traceability.entrypoints import stamp_labels as labels
from nscl_traceability.entrypoints import stamp_schemas as s
from nscl_traceability.entrypoints.scrap_lists import MAX_BYTES
from nscl_traceability.publishing.labels.templates import TEMPLATES
from nscl_traceability.queries.products import show_lot, show_product
from nscl_traceability.queries.stamp_batches import (
    BatchFilter,
    acts_of,
    list_batches,
    print_files_of,
)

BATCHES = "/traceability/stamp-batches"
BATCH = f"{BATCHES}/<batch_id>"
REQUEST = "/traceability/lots/<lot_id>/stamp-request"


class StampPages:
    """Stamps for people."""

    commands: CommandBus

    @route("GET", BATCHES, query=s.BatchQuery)
    def batches_page(self, request: Request) -> Page:
        """List requests and batches; of requests, with what their lot has left."""
        query = request.query()
        state = query["state"] or "requested"
        firms = intake.visible_firms(request.user)
        rows, following = list_batches(
            BatchFilter(state=state, cursor=query["cursor"], firms=firms)
        )
        return Page(
            "stamp_batches.html",
            rows=rows,
            next=following,
            state=state,
            tabs=[(f"{BATCHES}?state={code}", _(words)) for code, words in labels.TABS],
            current=f"{BATCHES}?state={state}",
            labels=labels,
        )

    @route("GET", REQUEST)
    def stamp_request_page(self, request: Request, lot_id: str) -> Page:
        """Show the form to ask for stamps."""
        lot = show_lot(lot_id)
        product = show_product(lot["product_id"])
        intake.require_own(request.user, product["firm_id"])
        return Page("stamp_request.html", lot=lot, product=product, most=MAX_INDEX)

    @route("POST", REQUEST, body=s.RequestBody, form="stamp_request_page")
    def request_stamps(self, request: Request, lot_id: str) -> Redirect:
        """Ask for stamps."""
        done = stamp_acts.request_stamps(self.commands, request, lot_id, request.form())
        return _back(done["id"], _("The request was sent."))

    @route("GET", BATCH)
    def batch_page(self, request: Request, batch_id: str) -> Page:
        """Show a batch: where its stamps are, its print files, what can be done next."""
        batch = stamp_acts.own_batch(request, batch_id)
        product = show_product(batch["product_id"])
        acts = acts_of(batch_id)
        return Page(
            "stamp_batch.html",
            batch=batch,
            product=product,
            lot=show_lot(batch["lot_id"]),
            decides=request.user.has("officer"),
            uses=request.user.has("officer", "firm"),
            history=[_entry(act) for act in acts],
            files=print_files_of(batch_id),
            sizes=[(name, _(labels.SIZES[name])) for name in TEMPLATES],
            levels=[(code, _(words)) for code, words in labels.LEVELS],
            reasons=[(code, _(words)) for code, words in labels.REASONS.items()],
            labels=labels,
        )

    @route("POST", f"{BATCH}/approve", body=s.ApproveBody, form="batch_page")
    def approve_stamps(self, request: Request, batch_id: str) -> Redirect:
        """Grant a request, or a part of it."""
        stamp_acts.approve(self.commands, request, batch_id, request.form())
        return _back(batch_id, _("The request was approved."))

    @route("POST", f"{BATCH}/refuse", body=s.RefuseBody, form="batch_page")
    def refuse_stamps(self, request: Request, batch_id: str) -> Redirect:
        """Turn a request down."""
        stamp_acts.refuse(self.commands, request, batch_id, request.form())
        return _back(batch_id, _("The request was refused."))

    @route("POST", f"{BATCH}/issue", body=s.IssueBody, form="batch_page")
    def issue_batch(self, request: Request, batch_id: str) -> Redirect:
        """Issue what was granted."""
        stamp_acts.issue(self.commands, request, batch_id, request.form())
        return _back(batch_id, _("The stamps were issued."))

    @route("POST", f"{BATCH}/activate", body=s.RangeBody, form="batch_page")
    def activate_stamps(self, request: Request, batch_id: str) -> Redirect:
        """Put a range into use."""
        done = stamp_acts.activate(self.commands, request, batch_id, request.form())
        told = _("{count:number} stamps of the batch are in use.", count=done["activated"])
        return _back(batch_id, told)

    @route(
        "POST",
        f"{BATCH}/scrap",
        form="batch_page",
        uploads=("file",),
        max_body_bytes=MAX_BYTES + 64 * 1024,
    )
    def scrap_stamps(self, request: Request, batch_id: str) -> Redirect:
        """Take over the printer's scrap list."""
        count = stamp_acts.scrap(self.commands, request, batch_id)["scrapped"]
        told = ngettext("{n} stamp was scrapped.", "{n} stamps were scrapped.", count, n=count)
        return _back(batch_id, told)

    @route("POST", f"{BATCH}/void", body=s.VoidBody, form="batch_page")
    def void_stamps(self, request: Request, batch_id: str) -> Redirect:
        """Make one stamp or a range void."""
        count = stamp_acts.void(self.commands, request, batch_id, request.form())["voided"]
        told = ngettext("{n} stamp is void now.", "{n} stamps are void now.", count, n=count)
        return _back(batch_id, told)


def _back(batch_id: str, notice: str) -> Redirect:
    return Redirect(f"{BATCHES}/{batch_id}", notice=notice)


def _entry(act: dict[str, Any]) -> dict[str, Any]:
    """Return an act as a line of the history."""
    words = labels.REASONS.get(act["reason"], "")
    reason = _(words) if words else ""
    parts = (labels.ranges_text(act["ranges"]), reason, act["note"])
    count = _("{count:number} stamps", count=act["quantity"]) if act["quantity"] else ""
    return {
        "label": f"{_(labels.ACTS[act['kind']])}{': ' if count else ''}{count}",
        "on": act["at"],
        "by": act["by"],
        "note": " · ".join(part for part in parts if part),
    }
