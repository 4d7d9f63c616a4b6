"""The lists of signals, stamps, scans, reports and cases as spreadsheets, with their filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from eventlet import tpool

from nscl_shared.documents.sheet import XLSX, list_sheet
from nscl_shared.i18n import N_, _
from nscl_shared.kernel.clock import local_date
from nscl_shared.web import Download, Request, route
from nscl_traceability.entrypoints import signals_labels as words
from nscl_traceability.entrypoints import signals_schemas as s
from nscl_traceability.entrypoints.product_acts import note
from nscl_traceability.entrypoints.signals_pages import CASES, REPORTS, SIGNALS
from nscl_traceability.queries.cases import ReportFilter, every_case, every_report
from nscl_traceability.queries.scan_heat import MOST_DAYS, heat_of, heat_view
from nscl_traceability.queries.signals import SignalFilter, every_signal, suspicious_stamps

MOST_LINES = 20_000
Row = dict[str, Any]
# msgid of the heading → width in characters, and how a line's value is found
Columns = Mapping[str, tuple[float, Callable[[Row], Any]]]

_GOODS: Columns = {
    N_("Product"): (28, lambda row: row["name"]),
    "GTIN": (17, lambda row: row["gtin"]),
    N_("Lot"): (14, lambda row: row["lot_number"]),
    N_("Producer"): (28, lambda row: row["firm_name"]),
}
_SIGNALS: Columns = {
    N_("Day"): (12, lambda row: row["day"]),
    N_("Sign"): (30, lambda row: words.name(words.KINDS, row["kind"])),
    N_("Figures"): (34, words.told),
    N_("Commune"): (34, lambda row: row["commune_name"]),
    N_("Stamp"): (12, lambda row: row["stamp"]),
    **_GOODS,
}
_STAMPS: Columns = {
    N_("Stamp"): (12, lambda row: row["stamp"]),
    N_("Signals"): (10, lambda row: row["signals"]),
    N_("Signs"): (44, lambda row: ", ".join(words.name(words.KINDS, one) for one in row["kinds"])),
    N_("Communes"): (44, lambda row: "; ".join(one["name"] for one in row["communes"])),
    N_("First day"): (12, lambda row: row["first_day"]),
    N_("Last day"): (12, lambda row: row["last_day"]),
    **_GOODS,
}
_HEAT: Columns = {
    N_("Commune"): (36, lambda row: row["commune_name"] or _("Place not known")),
    N_("Day"): (12, lambda row: row["day"]),
    N_("All scans"): (12, lambda row: row["scans"]),
    N_("Suspicious scans"): (12, lambda row: row["suspicious"]),
    N_("Forged serials"): (12, lambda row: row["forged"]),
    N_("Products that they name"): (60, lambda row: _named(row["forged_products"])),
}
_REPORTS: Columns = {
    N_("Day"): (12, lambda row: local_date(row["at"])),
    N_("What is wrong"): (34, lambda row: words.name(words.REPORT_KINDS, row["kind"])),
    N_("Words"): (60, lambda row: row["words"]),
    N_("Product"): (28, lambda row: row["product_name"]),
    N_("Producer"): (28, lambda row: row["firm_name"]),
    N_("Commune"): (34, lambda row: row["commune_name"]),
    N_("Address"): (40, lambda row: row["link"]),
}
_CASES: Columns = {
    N_("Number"): (16, lambda row: row["number"]),
    N_("Title"): (40, lambda row: row["title"]),
    N_("State"): (16, lambda row: words.name(words.CASE_STATES, row["state"])),
    N_("Outcome"): (26, lambda row: row["outcome"] and words.name(words.OUTCOMES, row["outcome"])),
    N_("Signals"): (10, lambda row: row["signal_count"]),
    N_("Consumers' reports"): (12, lambda row: row["report_count"]),
    N_("Stamps made void"): (12, lambda row: row["voided"]),
    N_("Opened on"): (12, lambda row: row["opened_on"]),
    N_("Concluded on"): (12, lambda row: row["closed_on"]),
}


class SignalSheets:
    """Mixin: reading only."""

    @route("GET", f"{SIGNALS}.xlsx", query=s.HeatQuery)
    def heat_sheet(self, request: Request) -> Download:
        """Hand out the figures of the map."""
        query = s.spanned(request.query(), most=MOST_DAYS)
        rows = heat_view(heat_of(query["first"], query["last"], query["measure"]))
        return _handed_out(request, "luot-quet", _("Scans by commune and day"), _HEAT, rows)

    @route("GET", f"{SIGNALS}/list.xlsx", query=s.SignalQuery)
    def signals_sheet(self, request: Request) -> Download:
        """Hand out signals."""
        rows = every_signal(SignalFilter(**s.spanned(request.query())))
        return _handed_out(request, "dau-hieu", _("Signals"), _SIGNALS, rows)

    @route("GET", f"{SIGNALS}/stamps.xlsx", query=s.SignalQuery)
    def stamps_sheet(self, request: Request) -> Download:
        """Hand out the stamps that signals name."""
        rows = suspicious_stamps(SignalFilter(**s.spanned(request.query())), MOST_LINES)
        return _handed_out(request, "tem-nghi-van", _("Suspicious stamps"), _STAMPS, rows)

    @route("GET", f"{REPORTS}.xlsx", query=s.ReportQuery)
    def reports_sheet(self, request: Request) -> Download:
        """Hand out what consumers reported."""
        rows = every_report(ReportFilter(**s.spanned(request.query())))
        return _handed_out(request, "phan-anh", _("Consumers' reports"), _REPORTS, rows)

    @route("GET", f"{CASES}.xlsx", query=s.CaseQuery)
    def cases_sheet(self, request: Request) -> Download:
        """Hand out cases."""
        rows = every_case(request.query()["state"])
        return _handed_out(request, "vu-viec", _("Cases"), _CASES, rows)


def _named(products: Iterable[Row]) -> str:
    told = "{name} ({gtin}): {count}"
    return "; ".join(told.format(**one | {"name": one["name"] or "–"}) for one in products)


def _handed_out(
    request: Request, filename: str, title: str, columns: Columns, rows: Iterable[Row]
) -> Download:
    """Return the lines as a spreadsheet; the audit log knows who took which, by which filters."""
    asked = request.http.query_string.decode(errors="replace")[:200]
    note(request, f"{filename}-exported", asked or "*")
    lines = [[value(row) for _width, value in columns.values()] for row in islice(rows, MOST_LINES)]
    header = [_(heading) for heading in columns]
    widths = [width for width, _value in columns.values()]
    data = tpool.execute(list_sheet, title, header, lines, widths=widths, name=title)
    return Download(data, f"{filename}.xlsx", XLSX)
