"""REST: the map of scans, signals, suspicious stamps, consumers' reports."""

from __future__ import annotations

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Json, Request, route
from nscl_traceability.entrypoints import signals_schemas as s
from nscl_traceability.entrypoints.signals_watch import look
from nscl_traceability.queries.cases import ReportFilter, list_reports
from nscl_traceability.queries.scan_heat import MEASURES, MOST_DAYS, heat_of, heat_view
from nscl_traceability.queries.signals import (
    SignalFilter,
    count_kinds,
    list_signals,
    suspicious_stamps,
)

API = "/api/traceability"


class SignalsApi:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", f"{API}/scan-heat", query=s.HeatQuery, summary="Scans by commune and day")
    def api_scan_heat(self, request: Request) -> Json:
        """Count scans, at most 31 days; a line for each commune and day that has any.

        Each line, and the whole, tells the 20 products that most of its forged serials name.
        """
        query = s.spanned(request.query(), most=MOST_DAYS)
        heat = heat_of(query["first"], query["last"], query["measure"])
        totals = {name: heat.total(name) for name in MEASURES}
        span = {"first": query["first"], "last": query["last"]}
        named = heat.forged_products
        return Json({"items": heat_view(heat), "totals": totals, "forged_products": named, **span})

    @route("GET", f"{API}/signals", query=s.SignalQuery, summary="Signs of counterfeit stamps")
    def api_signals(self, request: Request) -> Json:
        """List signals, the newest first, and how many of each kind there are."""
        wanted = SignalFilter(**s.spanned(request.query()))
        items, following = list_signals(wanted)
        return Json({"items": items, "next": following, "kinds": count_kinds(wanted)})

    @route(
        "GET",
        f"{API}/suspicious-stamps",
        query=s.SignalQuery,
        summary="Stamps by how many signals name them, at most 200",
    )
    def api_suspicious_stamps(self, request: Request) -> Json:
        """List stamps."""
        return Json({"items": suspicious_stamps(SignalFilter(**s.spanned(request.query())))})

    @route("GET", f"{API}/problem-reports", query=s.ReportQuery, summary="Consumers' reports")
    def api_reports(self, request: Request) -> Json:
        """List reports, the newest first."""
        items, following = list_reports(ReportFilter(**s.spanned(request.query())))
        return Json({"items": items, "next": following})

    @route(
        "POST",
        f"{API}/signals/look",
        returns=s.LookedAnswer,
        summary="Look at the recorded scans now instead of within seconds",
    )
    def api_look(self, request: Request) -> Json:
        """Look now."""
        done = look(self.commands, request.idempotency_key)
        return Json({"read": done.read, "raised": dict(done.raised)})
