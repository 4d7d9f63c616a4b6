"""Lots for the national traceability portal."""

from __future__ import annotations

from marshmallow import Schema

from nscl_shared.kernel.clock import today
from nscl_shared.web import Download, Json, Request, route
from nscl_traceability.entrypoints.fields import cursor
from nscl_traceability.queries.portal import lots_after, lots_csv

EXPORT = "/api/traceability/portal-export"


class PortalSchema(Schema):
    """Where to go on."""

    cursor = cursor()


class PortalExport:
    """The data that the circular on traceability asks for."""

    @route("GET", EXPORT, query=PortalSchema, summary="Lots for the national portal")
    def api_portal_export(self, request: Request) -> Json:
        """List lots with the fields of Circular 02/2024/TT-BKHCN, by product, 50 products a page."""
        items, following = lots_after(request.query()["cursor"], today())
        return Json({"items": items, "next": following})

    @route("GET", f"{EXPORT}.csv", produces="text/csv", summary="Lots for the national portal")
    def api_portal_csv(self, request: Request) -> Download:
        """Stream the same as CSV."""
        return Download(lots_csv(today()), "traceability-portal.csv", "text/csv")
