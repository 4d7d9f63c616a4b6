"""The template of a project, and an import's workbook with what is to be mended in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nscl_registration.domain.import_rows import RowState
from nscl_registration.entrypoints.import_sheet import FilledRow, template, workbook
from nscl_registration.entrypoints.import_views import ROW_STATES, fault_sentences, fault_view
from nscl_registration.queries.imports import every_row, show_import
from nscl_registration.queries.programme import show_project
from nscl_shared.audit import AuditLog
from nscl_shared.documents.sheet import XLSX
from nscl_shared.i18n import _, use_language
from nscl_shared.kernel import new_id
from nscl_shared.kernel.clock import today
from nscl_shared.web import Download, Request

UNSAID = frozenset({RowState.GOOD, RowState.UNCHECKED})


def template_of(project_id: str) -> Download:
    """Return a new workbook for a project; each one handed out has a number of its own."""
    project = show_project(project_id)
    file = template(new_id(), project, today())
    return Download(file, f"mau-nhap-ho-so-{project_id}.xlsx", XLSX)


def annotated_of(request: Request, import_id: str) -> Download:
    """Return the rows of an import where they stood, each with what is said of it."""
    bulk = show_import(import_id)
    log = AuditLog("registration")
    log.append(actor=request.user.username, action="import-exported", target=import_id)
    rows = _filled(bulk, request.language)
    file = workbook(bulk["workbook_id"], show_project(bulk["project_id"]), rows, noted=True)
    return Download(file, f"nhap-ho-so-{bulk['project_id']}-da-kiem-tra.xlsx", XLSX)


def _filled(bulk: Mapping[str, Any], language: str) -> Iterator[FilledRow]:
    for row in every_row(bulk["id"], bulk["last_row"]):
        faults = row.get("faults") or []
        marked = frozenset(fault["column"] for fault in faults if fault["column"])
        with use_language(language):  # the file is written after the request's language is gone
            told = [fault_view(fault, bulk["columns"]) for fault in faults]
            note = _note(row, told)
        yield FilledRow(row["number"], row["cells"], note, marked)


def _note(row: Mapping[str, Any], faults: list[dict[str, Any]]) -> str:
    if faults:
        return "\n".join(fault_sentences(faults))
    if row["state"] in UNSAID:
        return ""
    label, _tone = ROW_STATES[row["state"]]
    words = _(label)
    return f"{words}: {row['case']['case_number']}" if row.get("case") else words
