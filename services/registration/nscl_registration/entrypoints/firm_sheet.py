"""The register as a spreadsheet, written row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.firm_labels import REVENUE_BANDS
from nscl_shared.i18n import N_, _

CHUNK = 64 * 1024

COLUMNS: Mapping[str, tuple[int, Callable[[dict[str, Any]], Any]]] = {
    N_("Legal name"): (45, lambda firm: firm["name"]),
    N_("Short name"): (20, lambda firm: firm["short_name"]),
    N_("Kind"): (16, lambda firm: _worded(labels.ORG_TYPES, firm["org_type"])),
    N_("Tax code"): (16, lambda firm: firm["tax_code"]),
    N_("Head office"): (50, lambda firm: firm["address_written"]),
    N_("Commune code"): (12, lambda firm: firm["commune_code"]),
    N_("Legal representative"): (24, lambda firm: firm["representative_name"]),
    N_("Contact person"): (24, lambda firm: firm["contact_name"]),
    N_("E-mail"): (28, lambda firm: firm["contact_email"]),
    N_("Telephone"): (16, lambda firm: firm["contact_phone"]),
    N_("Sector (VSIC)"): (12, lambda firm: firm["sector"]),
    N_("Employees"): (10, lambda firm: firm["employees"]),
    N_("Revenue of a year"): (30, lambda firm: _worded(REVENUE_BANDS, firm["revenue_band"])),
    N_("Main products"): (
        50,
        lambda firm: "; ".join(product["name"] for product in firm["products"]),
    ),
}


def firm_sheet(firms: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Yield the file; memory stays the same however many units there are.

    Text is written as text: a name that begins with "=" is no formula.
    """
    with TemporaryFile() as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False})
        sheet = book.add_worksheet(_("Units"))
        _head(book, sheet)
        for number, firm in enumerate(firms, start=1):
            for column, (_width, value) in enumerate(COLUMNS.values()):
                _put(sheet, number, column, value(firm))
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _worded(words: Mapping[str, str], code: str | None) -> str | None:
    return _(words[code]) if code else None


def _head(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, (title, (width, _value)) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _(title), bold)


def _put(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, str(value))
