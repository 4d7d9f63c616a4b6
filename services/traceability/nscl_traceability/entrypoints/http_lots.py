"""REST: lots that are recorded, their tests, their trace and their balance."""

from __future__ import annotations

from nameko.timer import timer

from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Download, Json, NoContent, Raw, Request, route
from nscl_shared.web.preconditions import etag, version_seen
from nscl_traceability.entrypoints import lot_acts, product_acts
from nscl_traceability.entrypoints import schemas as s
from nscl_traceability.entrypoints.product_acts import MAX_BODY
from nscl_traceability.entrypoints.schemas_recalls import TraceSchema
from nscl_traceability.entrypoints.trace_svg import drawn
from nscl_traceability.handlers.lot_commands import CheckBalance
from nscl_traceability.queries.files import report_file
from nscl_traceability.queries.recalls import balance_of, changed_balances, overdrawn_lots
from nscl_traceability.queries.trace import chain_view

API = "/api/traceability"
LOT = f"{API}/lots/<lot_id>"
SIX_HOURS = 6 * 3_600


class LotsApi:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route(
        "PUT",
        LOT,
        body=s.LotEditSchema,
        returns=s.VersionSchema,
        summary="Correct a lot; If-Match names the version that was read",
        edits="must",
        etag=True,
    )
    def api_correct_lot(self, request: Request, lot_id: str) -> Json:
        """Change a lot."""
        version = version_seen(request)
        done = lot_acts.correct(self.commands, request, lot_id, version, request.json())
        return Json(done, headers=etag(done["version"]))

    @route(
        "POST",
        f"{LOT}/tests",
        body=s.ReportSchema,
        returns=s.IdSchema,
        status=201,
        max_body_bytes=MAX_BODY,
        uploads=("file",),
        summary="Add a laboratory's report (multipart/form-data, field `file` if there is one)",
    )
    def api_add_test(self, request: Request, lot_id: str) -> Created:
        """Add a report."""
        done = lot_acts.add_test(self.commands, request, lot_id, request.form())
        return Created(done, location=f"{API}/lots/{lot_id}/tests/{done['id']}/file")

    @route("DELETE", f"{LOT}/tests/<test_id>", status=204, summary="Remove a report")
    def api_remove_test(self, request: Request, lot_id: str, test_id: str) -> NoContent:
        """Take a report out."""
        lot_acts.remove_test(self.commands, request, lot_id, test_id)
        return NoContent()

    @route("GET", f"{LOT}/tests/<test_id>/file", produces="*/*", summary="The file of a report")
    def api_test_file(self, request: Request, lot_id: str, test_id: str) -> Download:
        """Send the file."""
        lot_acts.own_lot(request, lot_id)
        return product_acts.download(report_file(lot_id, test_id))

    @route(
        "GET",
        f"{LOT}/trace",
        query=TraceSchema,
        summary="What a lot was made of and what was made of it, level by level",
    )
    def api_trace(self, request: Request, lot_id: str) -> Json:
        """Trace a lot."""
        _lot, chain = lot_acts.chain(request, lot_id, request.query()["direction"])
        return Json(chain_view(chain))

    @route(
        "GET",
        f"{LOT}/trace.svg",
        query=TraceSchema,
        produces="image/svg+xml",
        summary="The same as a picture",
    )
    def api_trace_picture(self, request: Request, lot_id: str) -> Raw:
        """Draw the trace."""
        _lot, chain = lot_acts.chain(request, lot_id, request.query()["direction"])
        headers = {"Cache-Control": "private, no-store"}
        return Raw(drawn(chain, links=False), "image/svg+xml", headers=headers)

    @route("GET", f"{LOT}/balance", summary="What went out of a lot against what was produced")
    def api_balance(self, request: Request, lot_id: str) -> Json:
        """Compare."""
        balance = balance_of(lot_acts.own_lot(request, lot_id))
        sums = {"gone": balance.gone, "left": balance.left, "exceeded": balance.exceeded}
        return Json({**vars(balance), **sums})

    @route(
        "GET",
        f"{API}/overdrawn-lots",
        summary="Lots of which more went out than was produced",
    )
    def api_overdrawn(self, request: Request) -> Json:
        """List them."""
        return Json({"items": overdrawn_lots()})

    @timer(interval=SIX_HOURS)
    def watch_balances(self) -> None:
        """Look at all lots: edges and stamps may have come by other ways than a lot's form."""
        for lot_id in changed_balances():
            self.commands.execute(CheckBalance(lot_id=lot_id, on=today()))
