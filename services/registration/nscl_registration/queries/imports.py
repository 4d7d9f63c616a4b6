"""Bulk imports for pages, programs and the job that carries them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nscl_registration.domain.bulk_import import RUNNING, ImportState
from nscl_registration.domain.import_rows import RowState
from nscl_registration.queries.paging import equal
from nscl_registration.storage.documents_import import ImportDocument
from nscl_registration.storage.import_repository import ROWS
from nscl_registration.storage.parts import ALIAS
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.connection import database

WINDOW = 200
SHOWN = ("name", "tax_code", "commune")


def list_imports(*, cursor: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``, the latest first."""
    before = {"sort_key": {"$lt": cursor}} if cursor else {}
    found = list(ImportDocument.objects(__raw__=before).order_by("-sort_key").limit(limit + 1))
    more = found[limit - 1].sort_key if len(found) > limit else None
    return {"items": [_view(document) for document in found[:limit]], "next": more}


def show_import(import_id: str) -> dict[str, Any]:
    """Return one import with its progress.

    Raises:
        NotFound: ``import-not-found``.
    """
    document = ImportDocument.objects(id=import_id).first()
    if document is None:
        raise NotFound("import-not-found", id=import_id)
    return _view(document)


def list_rows(
    import_id: str, *, state: str | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of rows, in their order in the workbook."""
    after = int(cursor) if cursor and cursor.isdecimal() else 0
    asked = {"import_id": import_id, **equal(state=state), "number": {"$gt": after}}
    found = list(database(ALIAS)[ROWS].find(asked).sort("number", 1).limit(limit + 1))
    more = str(found[limit - 1]["number"]) if len(found) > limit else None
    return {"items": [_row(row) for row in found[:limit]], "next": more}


def next_running() -> str | None:
    """Return the id of the import that is to be carried out first, if any."""
    states = [state.value for state in RUNNING]
    asked = {"state": {"$in": states}}
    found = ImportDocument.objects(__raw__=asked).order_by("sort_key").only("id").first()
    return found.id if found else None


def window(import_id: str, after: int, until: int) -> list[dict[str, Any]]:
    """Return the stored rows ``after + 1 … until``."""
    asked = {"import_id": import_id, "number": {"$gt": after, "$lte": until}}
    return list(database(ALIAS)[ROWS].find(asked).sort("number", 1))


def every_row(import_id: str, last_row: int) -> Iterator[dict[str, Any]]:
    """Yield all stored rows, window by window."""
    for after in range(0, last_row, WINDOW):
        yield from window(import_id, after, after + WINDOW)


def _view(document: Any) -> dict[str, Any]:
    counts = {state.value: document.counts.get(state.value, 0) for state in RowState}
    total = sum(counts.values())
    checking = document.state == ImportState.CHECKING
    return {
        "id": document.id,
        "version": document.version,
        "state": document.state,
        "project_id": document.project_id,
        "workbook_id": document.workbook_id,
        "file_name": document.file_name,
        "by": document.by["name"],
        "at": document.at,
        "ended_at": document.ended_at,
        "examples": document.examples,
        "total": total,
        "counts": counts,
        "done": total - counts[RowState.UNCHECKED] if checking else document.taken,
        "of": total if checking else document.wanted,
        "columns": dict(document.columns),
        "last_row": document.last_row,
        "position": document.position,
        "spans": [list(span) for span in document.spans],
    }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    cells = row.get("cells") or {}
    return {
        "number": row["number"],
        "state": row["state"],
        **{name: cells.get(name) for name in SHOWN},
        "alike": row.get("alike", 0),
        "faults": row.get("faults") or [],
        "application_id": (row.get("case") or {}).get("application_id"),
        "case_number": (row.get("case") or {}).get("case_number"),
    }
