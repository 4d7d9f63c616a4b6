"""Bulk imports, their rows and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from nscl_registration.domain.bulk_import import BulkImport, ImportState
from nscl_registration.domain.import_rows import CaseRef, RowResult, RowState, SheetRow
from nscl_registration.domain.steps import Actor
from nscl_registration.storage.documents_import import ImportDocument
from nscl_registration.storage.documents_programme import values_of
from nscl_registration.storage.parts import ALIAS
from nscl_shared.kernel import Conflict
from nscl_shared.persistence import AggregateRepository
from nscl_shared.persistence.connection import database

ROWS, MARKS = "import_rows", "import_marks"
BATCH = 500
DUPLICATE = 11_000  # MongoDB's code of an id that is taken
TRY_AGAIN = "TransientTransactionError"


class ImportRepository(AggregateRepository[BulkImport]):
    """Bulk imports."""

    document = ImportDocument
    missing = "import-not-found"

    def to_domain(self, document: ImportDocument) -> BulkImport:
        """Return the import."""
        return BulkImport(
            id=document.id,
            version=document.version,
            by=Actor(**document.by),
            state=ImportState(document.state),
            spans=tuple((first, last) for first, last in document.spans),
            columns=dict(document.columns),
            counts=dict(document.counts),
            **{name: getattr(document, name) for name in PLAIN},
        )

    def to_fields(self, aggregate: BulkImport) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            "by": vars(aggregate.by),
            "state": aggregate.state.value,
            "spans": [list(span) for span in aggregate.spans],
            "columns": aggregate.columns,
            "counts": aggregate.counts,
            **{name: getattr(aggregate, name) for name in PLAIN},
            "sort_key": aggregate.id,
        }


PLAIN = (
    "forgotten",
    "workbook_id",
    "project_id",
    "file_name",
    "at",
    "last_row",
    "examples",
    "position",
    "wanted",
    "taken",
    "ended_at",
)


class MongoImportBook:
    """Rows and marks, written at once in bulk; joins the transaction it is used in."""

    def good(self, import_id: str) -> list[int]:
        """Return the numbers of the rows that can be imported."""
        asked = {"import_id": import_id, "state": RowState.GOOD.value}
        return sorted(row["number"] for row in _rows().find(asked, {"number": 1}))

    def note(self, import_id: str, results: Sequence[RowResult]) -> None:
        """Write down what became of rows."""
        if results:
            changes = [_noted(import_id, result) for result in results]
            _rows().bulk_write(changes, ordered=False)

    def known(self, marks: Sequence[str]) -> Mapping[str, CaseRef]:
        """Return what rows of these marks became, for those imported before."""
        found = database(ALIAS)[MARKS].find({"_id": {"$in": list(marks)}})
        return {row["_id"]: CaseRef(row["application_id"], row["case_number"]) for row in found}

    def mark(self, made: Mapping[str, CaseRef]) -> None:
        """Keep the marks of rows that became applications.

        Raises:
            Conflict: ``already-exists``, somebody else imported one a moment ago.
        """
        rows = [{"_id": mark, **vars(case)} for mark, case in made.items()]
        try:
            if rows:
                database(ALIAS)[MARKS].insert_many(rows)
        except BulkWriteError as error:
            if error.has_error_label(TRY_AGAIN):
                raise
            raise Conflict("already-exists", field="mark") from error


def keep_rows(import_id: str, rows: Sequence[SheetRow]) -> None:
    """Keep the rows of a workbook; those that are kept already stay.

    In a transaction the embedded server takes the longer for each the more there are.
    """
    for first in range(0, len(rows), BATCH):
        batch = [_kept(import_id, row) for row in rows[first : first + BATCH]]
        try:
            _rows().insert_many(batch, ordered=False)
        except BulkWriteError as error:
            if any(one["code"] != DUPLICATE for one in error.details["writeErrors"]):
                raise


def remove_unreceived(begun_before: datetime) -> int:
    """Remove imports whose rows never came whole: the service was killed; return how many."""
    asked = {"state": ImportState.RECEIVING.value, "at": {"$lt": begun_before}}
    found = [row["_id"] for row in database(ALIAS)["imports"].find(asked, {"_id": 1})]
    for import_id in found:
        _rows().delete_many({"import_id": import_id})
        database(ALIAS)["imports"].delete_one({"_id": import_id, **asked})
    return len(found)


def row_id(import_id: str, number: int) -> str:
    """Return the id of a row; ids sort as the numbers do."""
    return f"{import_id}:{number:07d}"


def _rows() -> Collection[dict[str, Any]]:
    return database(ALIAS)[ROWS]


def _kept(import_id: str, row: SheetRow) -> dict[str, Any]:
    return {
        "_id": row_id(import_id, row.number),
        "import_id": import_id,
        **vars(row),
        "state": RowState.UNCHECKED.value,
    }


def _noted(import_id: str, result: RowResult) -> UpdateOne:
    told = {
        "state": result.state.value,
        "faults": values_of(result.faults),
        "alike": result.alike,
        "case": vars(result.case) if result.case else {},
    }
    return UpdateOne({"_id": row_id(import_id, result.number)}, {"$set": told})


def forget_cells(ended_before: datetime) -> int:
    """Erase what the rows of old imports said, which is personal data; return of how many rows.

    The rows stay with what became of them, and so do the marks.
    """
    old = ImportDocument.objects(ended_at__lt=ended_before, forgotten__ne=True).only("id")
    count = 0
    for one in old:
        erased = _rows().update_many({"import_id": one.id}, {"$set": {"cells": {}}})
        ImportDocument.objects(id=one.id).update(set__forgotten=True)
        count += erased.modified_count
    return count
