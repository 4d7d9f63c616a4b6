"""Pages: a lot with its inputs, tests and balance; its trace as a picture and a table."""

from __future__ import annotations

from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route
from nscl_traceability.entrypoints import edit_forms, input_rows, lot_acts
from nscl_traceability.entrypoints import labels_trace as words
from nscl_traceability.entrypoints import schemas as s
from nscl_traceability.entrypoints.product_acts import MAX_BODY
from nscl_traceability.entrypoints.schemas_recalls import TraceSchema
from nscl_traceability.entrypoints.trace_svg import drawn, left_out
from nscl_traceability.queries.own_lots import words_of
from nscl_traceability.queries.products import owner_of, show_product
from nscl_traceability.queries.recalls import balance_of, overdrawn_lots

LOTS = "/traceability/lots"
LOT = f"{LOTS}/<lot_id>"


class LotPages:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", LOT)
    def lot_page(self, request: Request, lot_id: str, **_ids: str) -> Page:
        """Show a lot."""
        lot = lot_acts.own_lot(request, lot_id)
        return Page(
            "lot.html",
            lot=lot,
            product=show_product(lot["product_id"]),
            balance=balance_of(lot),
            may_enter=request.user.has("officer", "firm"),
        )

    @route("GET", f"{LOT}/edit")
    def edit_lot_page(self, request: Request, lot_id: str) -> Page:
        """Show the form; what somebody else changed meanwhile stands beside what was typed."""
        return _edit_form(request, lot_id)

    @route("POST", LOT, body=s.LotEditSchema, form="edit_lot_page")
    def correct_lot_form(self, request: Request, lot_id: str) -> Page | Redirect:
        """Change a lot."""
        if input_rows.wants_more(request):
            return _edit_form(request, lot_id)
        firm_id = owner_of(lot_acts.own_lot(request, lot_id)["product_id"])
        body = input_rows.settled(request.form(), firm_id)
        seen = request.fields.get("version", "")
        version = int(seen) if seen.isdecimal() else 0
        lot_acts.correct(self.commands, request, lot_id, version, body)
        return Redirect(f"{LOTS}/{lot_id}", notice=_("The lot is changed."))

    @route("POST", f"{LOT}/tests", body=s.ReportSchema, max_body_bytes=MAX_BODY, form="lot_page")
    def add_test_form(self, request: Request, lot_id: str) -> Redirect:
        """Add a laboratory's report."""
        lot_acts.add_test(self.commands, request, lot_id, request.form())
        return Redirect(f"{LOTS}/{lot_id}#tests", notice=_("The test report is added."))

    @route("POST", f"{LOT}/tests/<test_id>/remove")
    def remove_test_form(self, request: Request, lot_id: str, test_id: str) -> Redirect:
        """Take a report out."""
        lot_acts.remove_test(self.commands, request, lot_id, test_id)
        return Redirect(f"{LOTS}/{lot_id}#tests", notice=_("The test report is removed."))

    @route("GET", f"{LOT}/trace", query=TraceSchema)
    def trace_page(self, request: Request, lot_id: str) -> Page:
        """Show where a lot came from and what became of it."""
        direction = request.query()["direction"]
        lot, chain = lot_acts.chain(request, lot_id, direction)
        return Page(
            "trace.html",
            lot=lot,
            chain=chain,
            names={node["node"]: node for node in chain.nodes},
            picture=drawn(chain),
            left_out=left_out(chain),
            direction=direction,
            words=words,
        )

    @route("GET", "/traceability/overdrawn-lots")
    def overdrawn_page(self, request: Request) -> Page:
        """Show the lots of which more went out than was produced."""
        return Page("overdrawn.html", lots=overdrawn_lots())


def _edit_form(request: Request, lot_id: str) -> Page:
    lot = lot_acts.own_lot(request, lot_id)
    product = show_product(lot["product_id"])
    input_rows.move_up(request)
    used = [one["lot_id"] for one in lot["inputs"] if one["lot_id"]]
    current = edit_forms.lot_values(lot, words_of(product["firm_id"], used))
    differing = edit_forms.filled(request, current, lot["version"])
    rows = input_rows.rows_of(request, product["firm_id"], but=lot_id)
    return Page("lot_edit.html", lot=lot, product=product, differing=differing, rows=rows)
