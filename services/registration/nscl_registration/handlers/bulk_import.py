"""A bulk import: begun, checked, started, carried out window by window, cancelled."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.bulk_import import BulkImport, ImportState, begin_import
from nscl_registration.domain.import_rows import MarkedCase, RowResult, RowState
from nscl_registration.handlers.import_commands import (
    BeginImport,
    CancelImport,
    ImportRows,
    NoteChecked,
    ReceiveRows,
    StartImport,
)
from nscl_registration.handlers.import_row import import_row
from nscl_registration.handlers.lookup import referred
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import new_id


def begin_bulk_import(cmd: BeginImport, uow: RegistrationWork) -> dict[str, str]:
    """Answer the id.

    Raises:
        InvalidInput: ``project-unknown``.
    """
    referred(uow.projects, cmd.project_id, code="project-unknown", field="file")
    bulk = begin_import(
        id=new_id(),
        workbook_id=cmd.workbook_id,
        project_id=cmd.project_id,
        file_name=cmd.file_name,
        by=cmd.by,
        at=cmd.at,
        columns=dict(cmd.columns),
        last_row=cmd.last_row,
        counts={RowState.UNCHECKED.value: cmd.count},
        examples=cmd.examples,
    )
    uow.imports.add(bulk)
    return {"id": bulk.id}


def receive_rows(cmd: ReceiveRows, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state; said again, nothing changes."""
    bulk = uow.imports.get(cmd.import_id)
    if bulk.state is ImportState.RECEIVING:
        bulk.arrive()
    return _answer(bulk)


def note_checked(cmd: NoteChecked, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state."""
    bulk = uow.imports.get(cmd.import_id)
    bulk.note_checked(cmd.results, after=cmd.after, until=cmd.until)
    uow.import_book.note(bulk.id, cmd.results)
    return _answer(bulk)


def start_import(cmd: StartImport, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state."""
    bulk = uow.imports.get(cmd.import_id)
    bulk.start(cmd.spans, uow.import_book.good(bulk.id))
    return _answer(bulk)


def import_rows(cmd: ImportRows, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state; all rows of the window became applications, or none did.

    Rows whose mark is kept were imported before, by whomever: they are left alone.
    """
    bulk = uow.imports.get(cmd.import_id)
    bulk.require_at(ImportState.IMPORTING, cmd.after)
    known = uow.import_book.known([row.mark for row in cmd.rows])
    before = [
        RowResult(row.number, RowState.BEFORE, case=known[row.mark])
        for row in cmd.rows
        if row.mark in known
    ]
    made = [_imported(row, bulk, cmd, uow) for row in cmd.rows if row.mark not in known]
    results = (*cmd.results, *before, *made)
    marks = {row.number: row.mark for row in cmd.rows}
    uow.import_book.note(bulk.id, results)
    uow.import_book.mark({marks[one.number]: one.case for one in made if one.case})
    bulk.note_imported(results, after=cmd.after, until=cmd.until, at=cmd.at)
    return _answer(bulk)


def cancel_import(cmd: CancelImport, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state."""
    bulk = uow.imports.get(cmd.import_id)
    bulk.cancel(cmd.at)
    return _answer(bulk)


def _imported(
    row: MarkedCase, bulk: BulkImport, cmd: ImportRows, uow: RegistrationWork
) -> RowResult:
    case, alike = import_row(row.case, bulk.project_id, by=bulk.by, on=cmd.on, at=cmd.at, uow=uow)
    return RowResult(row.number, RowState.IMPORTED, alike=alike, case=case)


def _answer(bulk: BulkImport) -> dict[str, Any]:
    return {"id": bulk.id, "state": bulk.state.value, "version": bulk.version}
