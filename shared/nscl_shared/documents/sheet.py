"""Lists as .xlsx: one sheet, a title, a header that stays, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
_LINE = Side(style="thin")
_RULED = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def list_sheet(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    widths: Sequence[float],
    name: str = "NSCL",
) -> bytes:
    """Return a workbook with one list; ``widths`` in characters, amounts grouped by thousands.

    Text stays text: a cell that begins like a formula is not one.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append([title])
    sheet["A1"].font = Font(name=FONT, size=14, bold=True)
    sheet.append([])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    _format(sheet, len(header))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"
    return _saved(book)


def _format(sheet: Any, columns: int) -> None:
    for row in sheet.iter_rows(min_row=3, max_col=columns):
        for cell in row:
            cell.border = _RULED
            cell.font = Font(name=FONT, size=12, bold=cell.row == 3)  # noqa: PLR2004
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"
            elif isinstance(cell.value, int):
                cell.number_format = "#,##0"


def _saved(book: Any) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()
