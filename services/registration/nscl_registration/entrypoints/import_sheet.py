"""The workbook that applications are typed into; empty with an example, or with what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from nscl_registration.entrypoints.import_columns import (
    COLUMNS,
    LANGUAGE,
    NOTE,
    headings,
    written_choices,
)
from nscl_registration.entrypoints.import_reader import HIDDEN, KIND
from nscl_registration.entrypoints.sheets import CHUNK
from nscl_shared.i18n import N_, _, use_language

MOST_ROWS = 20_000
HEADING_HEIGHT = 36

GUIDE = (
    N_("Type one row for each form, below the headings of the sheet “{sheet}”."),
    N_("Columns marked * must be filled in. Do not rename headings; their order does not matter."),
    N_("A unit has one application to a project: put all its wishes into one row."),
    N_("The row marked VÍ DỤ is an example and is never imported."),
    N_("Upload the workbook: every row is checked first, nothing is stored before you say so."),
    N_(
        "Mend rows with errors in this same workbook and upload it again: rows that are imported "
        "are recognised and left alone, even after sorting or inserting rows."
    ),
    N_(
        "A row is recognised by its own code (column “{code}”), else by tax code, else by name and "
        "commune. Do not change these after the row was imported."
    ),
)

EXAMPLE: Mapping[str, str] = {
    "row_code": "VÍ DỤ",
    "tax_code": "4900000000",
    "name": "Hợp tác xã Ví Dụ",
    "org_type": "HTX · Hợp tác xã",
    "address": "Thôn Nà Lốc",
    "commune": "Xã Na Sầm",
    "contact_name": "Nguyễn Thị Ví Dụ",
    "contact_phone": "0205 000 000",
    "contact_email": "vidu@vidu.example",
    "sector": "01",
    "employees": "12",
    "product": "Hoa hồi khô",
    "system": "TCVN 11892-1:2017",
    "cost": "80000000",
    "own": "40000000",
}


@dataclass(frozen=True)
class FilledRow:
    """A row to write where it stood, with what is to be said of it and the columns at fault."""

    number: int
    cells: Mapping[str, str]
    note: str = ""
    marked: frozenset[str] = frozenset()


def template(workbook_id: str, project: Mapping[str, Any], today: date) -> Iterator[bytes]:
    """Yield an empty workbook for a project, with its example."""
    example = {
        **EXAMPLE,
        "item_1": next(text for text in written_choices("item_1") if text.startswith("NN-01")),
        "starts_on": today.isoformat(),
        "received_on": today.isoformat(),
        "received_via": written_choices("received_via")[0],
        "commitment": written_choices("commitment")[0],
        "handed_in": written_choices("handed_in")[0],
    }
    return workbook(workbook_id, project, [FilledRow(2, example)])


def workbook(
    workbook_id: str, project: Mapping[str, Any], rows: Iterable[FilledRow], *, noted: bool = False
) -> Iterator[bytes]:
    """Yield a workbook with ``rows``; ``noted`` adds the column of what to mend."""
    with TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        _Writer(book).write(workbook_id, project, rows, noted=noted)
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Any) -> None:
        look = {"text_wrap": True, "valign": "top"}
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format(look)
        self.head = book.add_format({**look, "bold": True, "bg_color": "#DCE9F2", "border": 1})
        formats = {"text": "@", "number": "#,##0", "date": "dd/mm/yyyy"}
        self.plain = {k: book.add_format({"num_format": v}) for k, v in formats.items()}
        self.bad = {
            k: book.add_format({"num_format": v, "bg_color": "#F9DCD9"}) for k, v in formats.items()
        }

    def write(
        self,
        workbook_id: str,
        project: Mapping[str, Any],
        rows: Iterable[FilledRow],
        *,
        noted: bool,
    ) -> None:
        with use_language(LANGUAGE):
            names = {"guide": _("Instructions"), "data": _("Data"), "lists": _("Lists")}
            note, guide = _(NOTE), self._guide_lines(names["data"], project)
        self._guide(self.book.add_worksheet(names["guide"]), guide)
        data = self.book.add_worksheet(names["data"])
        places = self._lists(self.book.add_worksheet(names["lists"]), names["lists"])
        self._identity(workbook_id, project["id"])
        data.activate()
        self._headings(data, note if noted else "")
        self._validations(data, places)
        for row in rows:
            self._row(data, row)

    def _guide_lines(self, sheet: str, project: Mapping[str, Any]) -> list[tuple[str, str]]:
        words = headings()
        told = [("", _(line, sheet=sheet, code=words["row_code"])) for line in GUIDE]
        columns = [
            (words[name] + (" *" if column.needed else ""), _(column.hint))
            for name, column in COLUMNS.items()
        ]
        about = f"{project['id']} · {project['topic']}"
        return [(_("Project"), about), *told, (_("Column"), _("What it takes")), *columns]

    def _guide(self, sheet: Any, lines: Sequence[tuple[str, str]]) -> None:
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 96)
        for number, (left, right) in enumerate(lines):
            sheet.write_string(number, 0, left, self.title if number == 0 else self.wrapped)
            sheet.write_string(number, 1, right, self.title if number == 0 else self.wrapped)

    def _lists(self, sheet: Any, title: str) -> dict[str, str]:
        """Write the choices; return the range of each column that has some."""
        chosen = {name: written_choices(name) for name in COLUMNS if written_choices(name)}
        longest = max(map(len, chosen.values()))
        for line in range(longest):
            for place, texts in enumerate(chosen.values()):
                if line < len(texts):
                    sheet.write_string(line, place, texts[line])
        sheet.hide()
        letters = (chr(ord("A") + place) for place in range(len(chosen)))
        return {
            name: f"='{title}'!${letter}$1:${letter}${len(texts)}"
            for letter, (name, texts) in zip(letters, chosen.items(), strict=True)
        }

    def _identity(self, workbook_id: str, project_id: str) -> None:
        sheet = self.book.add_worksheet(HIDDEN)
        for number, text in enumerate((KIND, workbook_id, project_id)):
            sheet.write_string(number, 0, text)
        sheet.very_hidden()

    def _headings(self, sheet: Any, note: str) -> None:
        sheet.freeze_panes(1, 3)
        words = headings()
        for place, column in enumerate(COLUMNS.values()):
            sheet.set_column(place, place, column.width, self.plain[column.kind])
        sheet.set_column(len(COLUMNS), len(COLUMNS), 90 if note else 9)
        sheet.set_row(0, HEADING_HEIGHT)
        for place, (name, column) in enumerate(COLUMNS.items()):
            mark = " *" if column.needed else ""
            sheet.write_string(0, place, words[name] + mark, self.head)
        if note:
            sheet.write_string(0, len(COLUMNS), note, self.head)

    def _validations(self, sheet: Any, places: Mapping[str, str]) -> None:
        for place, name in enumerate(COLUMNS):
            if name in places:
                rule = {"validate": "list", "source": places[name], "error_type": "warning"}
                sheet.data_validation(1, place, MOST_ROWS, place, rule)

    def _row(self, sheet: Any, row: FilledRow) -> None:
        for place, (name, column) in enumerate(COLUMNS.items()):
            text = row.cells.get(name, "")
            look = (self.bad if name in row.marked else self.plain)[column.kind]
            if text or name in row.marked:
                _put(sheet, row.number - 1, place, column.kind, text, look)
        if row.note:
            sheet.write_string(row.number - 1, len(COLUMNS), row.note, self.wrapped)


def _put(sheet: Any, row: int, place: int, kind: str, text: str, look: Any) -> None:
    """Write a cell as what its column takes, and as text where it is something else."""
    day = _day(text) if kind == "date" else None
    if day is not None:
        sheet.write_datetime(row, place, day, look)
    elif kind == "number" and text.isascii() and text.isdecimal() and len(text) <= 15:  # noqa: PLR2004
        sheet.write_number(row, place, int(text), look)
    elif text:
        sheet.write_string(row, place, text, look)
    else:
        sheet.write_blank(row, place, None, look)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
