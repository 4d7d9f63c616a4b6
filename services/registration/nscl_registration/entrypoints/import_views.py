"""What requests send and answers look like about bulk imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, fields, validate

from nscl_registration.domain.bulk_import import ImportState
from nscl_registration.domain.import_rows import RowState
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.fields import text
from nscl_registration.entrypoints.import_columns import headings
from nscl_registration.entrypoints.import_sheet import MOST_ROWS
from nscl_shared.i18n import N_, _, current_language
from nscl_shared.web.fields import WholeNumber

MOST_PICKED = 200
ROWS_LENGTH = 2_000

STATES: Mapping[str, tuple[str, str]] = {
    ImportState.RECEIVING: (N_("Being read"), "progress"),
    ImportState.CHECKING: (N_("Being checked"), "progress"),
    ImportState.READY: (N_("Checked, to be imported"), "info"),
    ImportState.IMPORTING: (N_("Being imported"), "progress"),
    ImportState.DONE: (N_("Imported"), "good"),
    ImportState.CANCELLED: (N_("Cancelled"), "warn"),
}
ROW_STATES: Mapping[str, tuple[str, str]] = {
    RowState.UNCHECKED: (N_("Not checked yet"), "neutral"),
    RowState.GOOD: (N_("Without error"), "info"),
    RowState.BAD: (N_("With errors"), "bad"),
    RowState.BEFORE: (N_("Imported before"), "neutral"),
    RowState.IMPORTED: (N_("Imported"), "good"),
    RowState.FAILED: (N_("Could not be imported"), "bad"),
}


class RowsQuery(ListQuery):
    """Rows by what became of them."""

    state = fields.String(validate=validate.OneOf([state.value for state in RowState]))


class StartBody(Schema):
    """Which good rows to import: spans such as ``2-40, 55``; nothing: all of them."""

    rows = text(max_length=ROWS_LENGTH)


class StartForm(StartBody):
    """The same as a form: all, those named, or those ticked."""

    which = fields.String(load_default="all", validate=validate.OneOf(["all", "some"]))
    picked = fields.List(
        WholeNumber(validate=validate.Range(1, 10 * MOST_ROWS)),
        load_default=list,
        validate=validate.Length(max=MOST_PICKED),
    )


class TemplateQuery(Schema):
    """For which project."""

    project_id = text(required=True, max_length=100)


class CountsView(Schema):
    """How many rows are in each state."""

    unchecked = fields.Integer(required=True)
    good = fields.Integer(required=True)
    bad = fields.Integer(required=True)
    imported_before = fields.Integer(required=True, data_key="imported-before")
    imported = fields.Integer(required=True)
    failed = fields.Integer(required=True)


class ImportView(Schema):
    """An import: ``done`` of ``of`` rows in its present state."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf([s.value for s in ImportState]))
    project_id = fields.String(required=True)
    workbook_id = fields.String(required=True)
    file_name = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.DateTime(required=True)
    ended_at = fields.DateTime(required=True, allow_none=True)
    examples = fields.Integer(required=True)
    total = fields.Integer(required=True)
    counts = fields.Nested(CountsView, required=True)
    done = fields.Integer(required=True)
    of = fields.Integer(required=True)


class ImportsView(Schema):
    """Some imports."""

    items = fields.List(fields.Nested(ImportView), required=True)
    next = fields.String(required=True, allow_none=True)


class FaultView(Schema):
    """What is wrong and how it is mended; the column by letter and heading."""

    column = fields.String(required=True, allow_none=True)
    heading = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)


class ImportRowView(Schema):
    """A row; ``alike``: how many units of the register have a similar name or telephone."""

    number = fields.Integer(required=True)
    state = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    tax_code = fields.String(required=True, allow_none=True)
    commune = fields.String(required=True, allow_none=True)
    alike = fields.Integer(required=True)
    faults = fields.List(fields.Nested(FaultView), required=True)
    application_id = fields.String(required=True, allow_none=True)
    case_number = fields.String(required=True, allow_none=True)


class ImportRowsView(Schema):
    """Some rows."""

    items = fields.List(fields.Nested(ImportRowView), required=True)
    next = fields.String(required=True, allow_none=True)


class ImportStateView(Schema):
    """Where an import stands after a step."""

    id = fields.String(required=True)
    state = fields.String(required=True)
    version = fields.Integer(required=True)


OWN = ("columns", "last_row", "position", "spans")


def import_view(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return an import as it is told to others."""
    return {name: value for name, value in found.items() if name not in OWN}


def row_view(row: Mapping[str, Any], letters: Mapping[str, str]) -> dict[str, Any]:
    """Return a row with its faults in the caller's language."""
    return {**row, "faults": [fault_view(fault, letters) for fault in row["faults"]]}


def fault_view(fault: Mapping[str, Any], letters: Mapping[str, str]) -> dict[str, Any]:
    """Return a fault in the caller's language."""
    name = fault["column"]
    return {
        "column": letters.get(name) if name else None,
        "heading": headings().get(name) if name else None,
        "text": fault["words"][current_language()],
    }


def fault_sentence(fault: Mapping[str, Any]) -> str:
    """Return a fault with its column in one sentence."""
    if fault["heading"] is None:
        return str(fault["text"])
    place = _(
        "column {letter} ({heading})", letter=fault["column"] or "—", heading=fault["heading"]
    )
    return f"{place}: {fault['text']}"


def fault_sentences(faults: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return all faults of a row, the first with a capital letter."""
    told = [fault_sentence(fault) for fault in faults]
    return [one[:1].upper() + one[1:] for one in told]
