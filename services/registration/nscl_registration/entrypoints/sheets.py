"""Any list as a spreadsheet, written row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from nscl_shared.i18n import _

CHUNK = 64 * 1024

Row = dict[str, Any]
Columns = Mapping[str, tuple[int, Callable[[Row], Any]]]


def sheet_of(title: str, columns: Columns, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the file; memory stays the same however many rows there are.

    ``columns``: msgid of the heading → width in characters and how a row's value is
    found.  Text is written as text: a name that begins with "=" is no formula.
    """
    with TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        sheet = book.add_worksheet(title)
        _head(book, sheet, columns)
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows, start=1):
            for column, (_width, value) in enumerate(columns.values()):
                _put(sheet, number, column, value(row), days)
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _head(book: Any, sheet: Any, columns: Columns) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, (title, (width, _value)) in enumerate(columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _(title), bold)


def _put(sheet: Any, row: int, column: int, value: Any, days: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, days)
    elif value:
        sheet.write_string(row, column, str(value))
