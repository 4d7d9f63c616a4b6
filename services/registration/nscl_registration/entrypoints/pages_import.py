"""Pages: bulk imports of applications, from the template to the last row."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.bulk_import import RUNNING
from nscl_registration.domain.import_rows import RowState
from nscl_registration.entrypoints.access_import import IMPORT_PAGE, IMPORTS_PAGE
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.import_downloads import annotated_of, template_of
from nscl_registration.entrypoints.import_upload import MAX_BODY, upload
from nscl_registration.entrypoints.import_views import (
    ROW_STATES,
    STATES,
    RowsQuery,
    StartForm,
    TemplateQuery,
    fault_sentences,
    row_view,
)
from nscl_registration.entrypoints.pages_applications import project_choices
from nscl_registration.queries.imports import list_imports, list_rows, show_import
from nscl_shared.i18n import _
from nscl_shared.web import Download, Page, Redirect, Request, route

TICKED = 50  # so many good rows are shown to be ticked, beyond them rows are named


class ImportPages:
    """Mixin; the including class has ``commands`` and those of ``ImportApi``."""

    commands: Any
    begin_rows: Any
    stop_rows: Any

    @route("GET", IMPORTS_PAGE, query=ListQuery)
    def imports_page(self, request: Request) -> Page:
        """Show template, upload and the imports so far."""
        query = request.query(ListQuery())
        found = list_imports(**query)
        return Page(
            "imports.html",
            imports=found["items"],
            next=found["next"],
            projects=project_choices(),
            states=STATES,
        )

    @route("GET", f"{IMPORTS_PAGE}/template.xlsx", query=TemplateQuery)
    def template_page(self, request: Request) -> Download:
        """Hand out a new workbook."""
        return template_of(request.query()["project_id"])

    @route("POST", IMPORTS_PAGE, form="imports_page", max_body_bytes=MAX_BODY)
    def upload_form(self, request: Request) -> Redirect:
        """Take in a workbook."""
        request.form()
        made = upload(request, self.commands)
        notice = _("The workbook was read; its rows are being checked.")
        return Redirect(f"{IMPORTS_PAGE}/{made['id']}", notice=notice)

    @route("GET", IMPORT_PAGE, query=RowsQuery)
    def import_page(self, request: Request, import_id: str) -> Page:
        """Show the preview, the progress or the outcome."""
        bulk = show_import(import_id)
        query = request.query(RowsQuery())
        state = query.get("state") or _first_state(bulk)
        found = list_rows(import_id, **{**query, "state": state})
        good = bulk["counts"][RowState.GOOD]
        return Page(
            "import.html",
            bulk=bulk,
            running=bulk["state"] in RUNNING,
            startable=bulk["state"] in ("ready", "done") and good > 0,
            rows=[_shown(row, bulk) for row in found["items"]],
            next=found["next"],
            state=state,
            tabs=_tabs(bulk),
            picks=_picks(import_id) if good <= TICKED else [],
            states=STATES,
            row_states=ROW_STATES,
        )

    @route("GET", f"{IMPORT_PAGE}/annotated.xlsx")
    def annotated_page(self, request: Request, import_id: str) -> Download:
        """Hand out the workbook with its errors."""
        return annotated_of(request, import_id)

    @route("POST", f"{IMPORT_PAGE}/start", body=StartForm, form="import_page")
    def start_form(self, request: Request, import_id: str) -> Redirect:
        """Begin to import."""
        given = request.form()
        self.begin_rows(request, import_id, _named(given))
        return Redirect(f"{IMPORTS_PAGE}/{import_id}", notice=_("The import has begun."))

    @route("POST", f"{IMPORT_PAGE}/cancel", form="import_page")
    def cancel_form(self, request: Request, import_id: str) -> Redirect:
        """Stop it."""
        self.stop_rows(request, import_id)
        return Redirect(f"{IMPORTS_PAGE}/{import_id}", notice=_("The import was cancelled."))


def _named(given: dict[str, Any]) -> str:
    """Return the rows that a form names; none of "some" is no row, never all."""
    if given["which"] == "all":
        return ""
    picked = [str(number) for number in given["picked"]]
    return ", ".join(filter(None, [given.get("rows") or "", *picked])) or "1"


def _first_state(bulk: dict[str, Any]) -> str:
    """Return the rows to show first: what needs somebody, else what there is most of."""
    counts = bulk["counts"]
    first = (RowState.BAD, RowState.FAILED)
    return next((s.value for s in first if counts[s]), max(counts, key=lambda s: counts[s]))


def _tabs(bulk: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (
            state,
            f"{IMPORTS_PAGE}/{bulk['id']}?state={state}",
            f"{_(words)} ({bulk['counts'][state]})",
        )
        for state, (words, _tone) in ROW_STATES.items()
        if bulk["counts"][state]
    ]


def _picks(import_id: str) -> list[tuple[str, str]]:
    found = list_rows(import_id, state=RowState.GOOD.value, limit=TICKED)["items"]
    return [(str(row["number"]), f"{row['number']} · {row['name']}") for row in found]


def _shown(row: dict[str, Any], bulk: dict[str, Any]) -> dict[str, Any]:
    told = row_view(row, bulk["columns"])
    return {**told, "sentences": fault_sentences(told["faults"])}
