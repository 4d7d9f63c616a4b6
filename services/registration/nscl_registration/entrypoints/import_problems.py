"""The sentences for errors of bulk imports: of the workbook, of its rows, of the import."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

_TEMPLATE = N_("Download the template of the project and copy your rows into its sheet of data.")

IMPORT_PROBLEMS: Mapping[str, Problem] = {
    "workbook-missing": Problem(
        N_("No file was sent."), N_("Choose the workbook (.xlsx) that you filled in.")
    ),
    "workbook-too-large": Problem(
        N_("The file {name} is larger than {limit} MiB."),
        N_("Remove pictures and sheets that are not needed, or split the rows into two workbooks."),
    ),
    "workbook-not-xlsx": Problem(
        N_("By its content, {name} is not an Excel workbook (.xlsx)."),
        N_("Save it as “Excel workbook (.xlsx)” and upload that."),
    ),
    "workbook-old-or-locked": Problem(
        N_("{name} is an old .xls file, or it is locked by a password."),
        N_("Save it as .xlsx without a password and upload that."),
    ),
    "workbook-macros": Problem(
        N_("{name} contains macros, which are not accepted."),
        N_("Save it as “Excel workbook (.xlsx)”, which has none, and upload that."),
    ),
    "workbook-too-heavy": Problem(
        N_("{name} unpacks to far more than a form needs and was not read."),
        N_("Copy the rows, values only, into a fresh template and upload that."),
    ),
    "workbook-unreadable": Problem(
        N_("{name} is damaged and cannot be read."),
        N_("Open it, save it anew as .xlsx, and upload that."),
    ),
    "workbook-not-template": Problem(
        N_("{name} was not made from the template: the number of its workbook is missing."),
        _TEMPLATE,
    ),
    "workbook-columns-missing": Problem(
        N_("In {name} these columns are missing: {columns}."),
        N_("Give the columns of the first row their headings again, as in the template."),
    ),
    "workbook-column-doubled": Problem(
        N_("In {name} the heading “{column}” occurs twice."),
        N_("Delete or rename one of the two columns."),
    ),
    "workbook-empty": Problem(
        N_("{name} has no row besides the example."),
        N_("Type one row for each form below the headings and upload it again."),
    ),
    "workbook-too-long": Problem(
        N_("{name} has more than {most:number} rows, or rows far below the others."),
        N_("Split it into two workbooks; delete what stands far below."),
    ),
    "import-not-found": Problem(
        N_("There is no import {id}."), N_("Look for it in the list of imports.")
    ),
    "import-not-ready": Problem(
        N_("The import cannot be started now: it is being checked, runs, or was cancelled."),
        N_("Reload the page; upload the workbook again if it was cancelled."),
    ),
    "import-not-running": Problem(N_("The import does not run any more."), N_("Reload the page.")),
    "import-moved-on": Problem(
        N_("These rows were worked off by somebody else."), N_("Reload the page.")
    ),
    "import-ended": Problem(
        N_("The import has ended; nothing can be cancelled."), N_("Reload the page.")
    ),
    "no-row-chosen": Problem(
        N_("Among the rows chosen none can be imported."),
        N_("Choose rows that have no error and are not imported yet."),
    ),
    "rows-malformed": Problem(
        N_("“{part}” does not name rows."), N_("Write numbers and spans such as 2-40, 55.")
    ),
    "unit-not-told": Problem(
        N_("There is neither a tax code nor a commune, so nobody can tell which unit it is."),
        N_("Enter the tax code, or the commune of a unit that has none."),
    ),
    "unit-twice-in-workbook": Problem(
        N_("Row {row} is about the same unit already."),
        N_("Put all wishes of the unit into one row and delete the other."),
    ),
    "commune-name-unknown": Problem(
        N_("This province has no commune “{name}” today. Similar: {near}."),
        N_("Write the name of today, or the 5-digit code."),
    ),
    "commune-name-ambiguous": Problem(
        N_("“{name}” is the name of several communes: {near}."),
        N_("Write it with its kind, or the 5-digit code."),
    ),
    "row-unexpected": Problem(
        N_("The row could not be imported for a reason of ours; it was recorded."),
        N_("Upload the workbook again later; tell the administrator if it happens again."),
    ),
}

ROW_PROBLEMS: Mapping[str, Problem] = {
    "form-lacks-supports": Problem(
        N_("A form that is handed in says which support is wished for."),
        N_("Choose an item, or make it a draft."),
    ),
    "form-lacks-estimated-cost-vnd": Problem(
        N_("A form that is handed in says what it will cost."),
        N_("Enter the estimated cost, or make it a draft."),
    ),
    "form-lacks-commitment": Problem(
        N_("A form that is handed in has the commitment that no other budget pays for the same."),
        N_("Choose “Có” if the unit signed it, or make the row a draft."),
    ),
}
"""Words for a row where those of the form's pages would mislead."""
