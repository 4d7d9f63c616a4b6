"""The printer's list of spoilt stamps: .csv, .xlsx or plain text; serials, addresses or indexes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain import intervals as iv
from nscl_traceability.domain.intervals import Interval, Intervals
from nscl_traceability.queries.stamps import find_index

MAX_BYTES = 8 * 1024 * 1024
MAX_STAMPS = 200_000
RANGE = re.compile(r"(\d{1,8})(?:\s*[-–]\s*(\d{1,8}))?")
HEADS = frozenset({"index", "serial", "url", "stt", "số sê-ri", "sê-ri", "tem"})
_BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError)


def read_scrap_list(stream: IO[bytes], name: str, batch: Mapping[str, Any]) -> Intervals:
    """Return the stamps of ``batch`` that the list names.

    Each row names one stamp in its first filled cell that is a serial, an
    address, an index, or a range of indexes such as ``120-135``.

    Raises:
        InvalidInput: ``scrap-list-too-large``, ``scrap-list-unreadable``, ``scrap-list-empty``
            or, naming the line, ``scrap-list-line``.
    """
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise InvalidInput("scrap-list-too-large", field="file", most=MAX_BYTES // 1024**2)
    rows = _sheet_rows(raw) if name.lower().endswith(".xlsx") else _text_rows(raw)
    found = list(_places(rows, batch))
    if not found:
        raise InvalidInput("scrap-list-empty", field="file")
    return iv.of(found)


def _places(rows: Iterable[list[str]], batch: Mapping[str, Any]) -> Iterator[Interval]:
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if not cells or (number == 1 and cells[0].lower() in HEADS):
            continue
        if number > MAX_STAMPS:
            raise InvalidInput("scrap-list-too-long", field="file", most=MAX_STAMPS)
        place = _place(cells, batch)
        if place is None:
            raise InvalidInput("scrap-list-line", field="file", line=number, text=cells[0][:60])
        yield place


def _place(cells: list[str], batch: Mapping[str, Any]) -> Interval | None:
    """Return the stamps a row names; of a row of the print file, by its serial."""
    for cell in cells:
        if (index := find_index(batch, cell)) is not None:
            return (index, index)
    if len(cells) > 1 or not (match := RANGE.fullmatch(cells[0])):
        return None
    first = int(match[1])
    last = int(match[2] or first)
    return (first, last) if 1 <= first <= last <= batch["quantity"] else None


def _text_rows(raw: bytes) -> Iterator[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput("scrap-list-unreadable", field="file") from None
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    yield from csv.reader(io.StringIO(text.replace("\t", delimiter)), delimiter=delimiter)


def _sheet_rows(raw: bytes) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell(value) for value in row]
    except _BROKEN:
        raise InvalidInput("scrap-list-unreadable", field="file") from None


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
