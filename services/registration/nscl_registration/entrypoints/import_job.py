"""Carry out imports, window by window, each in one transaction with the note that it is done.

A process that dies leaves nothing half done: the next one goes on after the last window.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from marshmallow import ValidationError
from pymongo.errors import ConnectionFailure

from nscl_registration.domain.bulk_import import ImportState
from nscl_registration.domain.import_rows import (
    CaseRef,
    MarkedCase,
    RowResult,
    RowState,
    SheetRow,
    within,
)
from nscl_registration.domain.steps import Actor
from nscl_registration.entrypoints.import_reading import case_of_row, faults_of
from nscl_registration.handlers.import_commands import ImportRows, NoteChecked
from nscl_registration.handlers.import_row import import_row
from nscl_registration.queries.imports import next_running, show_import, window
from nscl_registration.storage.import_repository import MongoImportBook
from nscl_registration.storage.work import rehearsals
from nscl_shared.audit import AuditLog
from nscl_shared.kernel import Conflict, DomainError, InvalidInput
from nscl_shared.kernel.clock import now, today
from nscl_shared.messaging import CommandBus
from nscl_shared.observability.logs import get_logger

WINDOW = 25  # rows of one transaction; alike names bring up to 20 pairs a row
TURN_SECONDS = 2.0  # then whoever waits for the job to stop is asked

log = get_logger(__name__)


def work(commands: CommandBus) -> bool:
    """Carry out a turn of the oldest import that runs; tell whether there was one."""
    import_id = next_running()
    if import_id is None:
        return False
    ends = time.monotonic() + TURN_SECONDS
    while time.monotonic() < ends and advance(commands, import_id):
        pass
    return True


def advance(commands: CommandBus, import_id: str) -> bool:
    """Work off one window of an import; tell whether it was running."""
    bulk = show_import(import_id)
    try:
        if bulk["state"] == ImportState.CHECKING:
            _check(commands, bulk)
        elif bulk["state"] == ImportState.IMPORTING:
            _import(commands, bulk)
        else:
            return False
    except Conflict as error:  # cancelled, or worked off by another replica, meanwhile
        log.info("import-window-left", import_id=import_id, reason=str(error))
    return True


def _until(bulk: dict[str, Any]) -> int:
    return int(min(bulk["position"] + WINDOW, max(bulk["last_row"], 1)))


def _check(commands: CommandBus, bulk: dict[str, Any]) -> None:
    after, until = bulk["position"], _until(bulk)
    rows = [_sheet_row(row) for row in window(bulk["id"], after, until)]
    known = MongoImportBook().known([row.mark for row in rows])
    rehearse = rehearsals()
    results = tuple(_checked(row, bulk, known.get(row.mark), rehearse) for row in rows)
    commands.execute(NoteChecked(import_id=bulk["id"], after=after, until=until, results=results))


def _checked(
    row: SheetRow, bulk: dict[str, Any], before: CaseRef | None, rehearse: Callable[[], Any]
) -> RowResult:
    if before is not None:
        return RowResult(row.number, RowState.BEFORE, case=before)
    try:
        if row.doubles is not None:
            field = "tax_code" if row.cells.get("tax_code") else "name"
            raise InvalidInput("unit-twice-in-workbook", field=field, row=row.doubles)
        case = case_of_row(row.cells)
        who, at = Actor("", ""), now()
        _case, alike = import_row(
            case, bulk["project_id"], by=who, on=today(), at=at, uow=rehearse()
        )
    except (DomainError, ValidationError) as error:
        return RowResult(row.number, RowState.BAD, faults_of(row, error))
    return RowResult(row.number, RowState.GOOD, alike=alike)


def _import(commands: CommandBus, bulk: dict[str, Any]) -> None:
    after, until = bulk["position"], _until(bulk)
    rows = _chosen(bulk, after, until)
    if until >= bulk["last_row"]:
        _audit_end(bulk)
    try:
        _execute(commands, bulk, after, until, rows)
    except Exception as error:
        if not _is_of_rows(error):
            raise
        log.info("import-row-by-row", import_id=bulk["id"], after=after, reason=repr(error)[:300])
        _one_by_one(commands, bulk, after, until, rows)


def _chosen(bulk: dict[str, Any], after: int, until: int) -> list[SheetRow]:
    spans = tuple((first, last) for first, last in bulk["spans"])
    stored = window(bulk["id"], after, until)
    good = [row for row in stored if row["state"] == RowState.GOOD]
    return [_sheet_row(row) for row in good if within(spans, row["number"])]


def _execute(
    commands: CommandBus, bulk: dict[str, Any], after: int, until: int, rows: list[SheetRow]
) -> None:
    cases = tuple(MarkedCase(row.number, row.mark, case_of_row(row.cells)) for row in rows)
    commands.execute(
        ImportRows(import_id=bulk["id"], after=after, until=until, rows=cases, on=today())
    )


def _one_by_one(
    commands: CommandBus, bulk: dict[str, Any], after: int, until: int, rows: list[SheetRow]
) -> None:
    """Work off a window of which some row is bad: each row by itself, then what is left."""
    for row in rows:
        try:
            _execute(commands, bulk, after, row.number, [row])
        except Exception as error:
            if not _is_of_rows(error):
                raise
            failed = RowResult(row.number, RowState.FAILED, _failure(row, error))
            commands.execute(
                ImportRows(
                    import_id=bulk["id"],
                    after=after,
                    until=row.number,
                    rows=(),
                    results=(failed,),
                    on=today(),
                )
            )
        after = row.number
    if after < until:
        _execute(commands, bulk, after, until, [])


def _is_of_rows(error: Exception) -> bool:
    """Tell whether some row is to blame, not the state of the import or the database."""
    of_import = isinstance(error, Conflict) and error.code.startswith("import-")
    return not (of_import or isinstance(error, ConnectionFailure))


def _failure(row: SheetRow, error: Exception) -> Any:
    if isinstance(error, DomainError | ValidationError):
        return faults_of(row, error)
    log.error("import-row-failed", number=row.number, exc_info=error)
    return faults_of(row, Conflict("row-unexpected"))


def _audit_end(bulk: dict[str, Any]) -> None:
    """Say in the audit log that the run ends; said again if the last window is tried again."""
    AuditLog("registration").append(
        actor=bulk["by"], action="import-finished", target=bulk["id"], project=bulk["project_id"]
    )


def _sheet_row(row: dict[str, Any]) -> SheetRow:
    return SheetRow(row["number"], row["mark"], row["cells"], row.get("doubles"))
