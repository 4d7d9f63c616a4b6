"""Pages for officers: the map of scans, signals, suspicious stamps, consumers' reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_shared.i18n import _, ngettext
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Page, Redirect, Request, route
from nscl_shared.web.urls import with_query
from nscl_traceability.entrypoints import heat_svg, labels_trace
from nscl_traceability.entrypoints import signals_labels as words
from nscl_traceability.entrypoints import signals_schemas as s
from nscl_traceability.entrypoints.signals_watch import look
from nscl_traceability.queries.cases import ReportFilter, list_cases, list_reports
from nscl_traceability.queries.products import show_product
from nscl_traceability.queries.scan_heat import MEASURES, MOST_DAYS, heat_of
from nscl_traceability.queries.signal_places import commune_name
from nscl_traceability.queries.signals import (
    SignalFilter,
    count_kinds,
    list_signals,
    suspicious_stamps,
)
from nscl_traceability.queries.stamps import serials_of

SIGNALS = "/traceability/signals"
REPORTS = f"{SIGNALS}/reports"
CASES = f"{SIGNALS}/cases"


class SignalPages:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @route("GET", SIGNALS, query=s.HeatQuery)
    def signals_page(self, request: Request) -> Page:
        """Show where and when stamps were scanned, and how many signals there are."""
        query = s.spanned(request.query(), most=MOST_DAYS)
        heat = heat_of(query["first"], query["last"], query["measure"])
        days = {"first": query["first"], "last": query["last"]}
        kinds = count_kinds(SignalFilter(**days))
        return Page(
            "signals_map.html",
            tabs=tabs(),
            query=query,
            heat=heat,
            picture=heat_svg.drawn(heat, query["measure"]),
            left_out=heat_svg.left_out(heat),
            totals=[(_(words.MEASURES[name]), heat.total(name)) for name in MEASURES],
            forged=heat.forged_products,
            kinds=[(kind, *words.KINDS[kind], kinds.get(kind, 0)) for kind in words.KINDS],
            measures=labels_trace.choices(words.MEASURES),
            sheet=sheet_of(request),
        )

    @route("POST", f"{SIGNALS}/look")
    def look_form(self, request: Request) -> Redirect:
        """Look at the recorded scans now."""
        count = sum(look(self.commands, request.idempotency_key).raised.values())
        told = ngettext("{n:number} new signal.", "{n:number} new signals.", count, n=count)
        return Redirect(SIGNALS, notice=told)

    @route("GET", f"{SIGNALS}/list", query=s.SignalQuery)
    def signals_list_page(self, request: Request) -> Page:
        """List signals; the address keeps the filters."""
        query = s.spanned(request.query(s.SignalQuery()))
        rows, following = list_signals(SignalFilter(**query))
        return Page(
            "signals_list.html",
            rows=rows,
            next=following,
            current=_tab(query),
            **self._listed(request, query),
        )

    @route("GET", f"{SIGNALS}/stamps", query=s.SignalQuery)
    def stamps_list_page(self, request: Request) -> Page:
        """List the stamps that signals name."""
        query = s.spanned(request.query(s.SignalQuery()))
        rows = suspicious_stamps(SignalFilter(**query))
        works = request.user.has("officer")
        return Page(
            "signals_stamps.html",
            rows=rows,
            serials=serials_of(row["stamp"] for row in rows) if works else {},
            current=f"{SIGNALS}/stamps",
            **self._listed(request, query),
        )

    @route("GET", REPORTS, query=s.ReportQuery)
    def reports_page(self, request: Request) -> Page:
        """List what consumers reported."""
        query = s.spanned(request.query(s.ReportQuery()))
        rows, following = list_reports(ReportFilter(**query))
        kinds = labels_trace.choices(words.REPORT_KINDS)
        listed = self._listed(request, query) | {"kinds": kinds}
        return Page("reports.html", rows=rows, next=following, current=REPORTS, **listed)

    def _listed(self, request: Request, query: Mapping[str, Any]) -> dict[str, Any]:
        works = request.user.has("officer")
        return {
            "tabs": tabs(),
            "query": query,
            "words": words,
            "kinds": labels_trace.choices(words.KINDS),
            "taken": labels_trace.choices(words.TAKEN),
            "chips": _chips(request, query),
            "works": works,
            "cases": [(one["id"], f"{one['number']} {one['title']}") for one in _open(works=works)],
            "sheet": sheet_of(request),
        }


def tabs() -> list[tuple[str, str]]:
    """Return the pages of this part, each with its words."""
    return [
        (SIGNALS, _("Map of scans")),
        (f"{SIGNALS}/list", _("Signals")),
        (f"{SIGNALS}/stamps", _("Suspicious stamps")),
        (f"{SIGNALS}/list?kind=cloned-cluster", _("Clusters")),
        (REPORTS, _("Consumers' reports")),
        (CASES, _("Cases")),
    ]


def sheet_of(request: Request) -> str:
    """Return the address of the list as a spreadsheet, with the same filters."""
    asked = with_query(request, cursor=None)
    path, mark, query = asked.partition("?")
    return f"{path}.xlsx{mark}{query}"


def _tab(query: Mapping[str, Any]) -> str:
    cluster = query["kind"] == "cloned-cluster"
    return f"{SIGNALS}/list{'?kind=cloned-cluster' if cluster else ''}"


def _open(*, works: bool) -> list[dict[str, Any]]:
    return list_cases(state="open")[0] if works else []


def _chips(request: Request, query: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the filters that no field shows, each with the address without it."""
    told = {
        "commune": commune_name(query.get("commune"), query["last"]),
        "stamp": query.get("stamp") and _("Stamp {stamp}", stamp=query["stamp"]),
        "product_id": query.get("product_id") and show_product(query["product_id"])["name"],
    }
    return [
        (text, with_query(request, **{name: None, "cursor": None}))
        for name, text in told.items()
        if text
    ]
