"""The page behind a stamp: the main page of the whole platform for consumers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from http import HTTPStatus

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Json, Page, Request, route
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.entrypoints.labels import said
from nscl_traceability.handlers.commands import RecordScan
from nscl_traceability.queries.scan_view import ScanView, scan_view


class ScanPage:
    """Anyone with a phone."""

    commands: CommandBus

    @route("GET", "/01/<gtin>/10/<lot_number>/21/<serial>", summary="Verify a stamp")
    def scan(self, request: Request, gtin: str, lot_number: str, serial: str) -> Page | Json:
        """Say whether the stamp is genuine and what it is on; count the scan durably."""
        view = scan_view(gtin, lot_number, serial, date.today())  # noqa: DTZ011  # local date
        scans = self._count(view)
        known = view.verdict is not Verdict.UNKNOWN
        status = HTTPStatus.OK if known else HTTPStatus.NOT_FOUND
        if not request.wants_html:
            return Json(_body(view, scans), status=status)
        return Page(
            "scan.html",
            status=status,
            said=said(view.verdict),
            view=view,
            scans=scans,
            gtin=gtin,
            serial=serial,
        )

    def _count(self, view: ScanView) -> int:
        if view.place is None:
            return 0
        return int(
            self.commands.execute(RecordScan(place=view.place, at=datetime.now(UTC)))["scans"]
        )


def _body(view: ScanView, scans: int) -> dict[str, object]:
    return {
        "verdict": view.verdict.value,
        "product": view.product,
        "lot": view.lot,
        "certificates": view.certificates,
        "scans": scans,
    }
