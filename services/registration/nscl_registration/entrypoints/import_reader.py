"""Read an uploaded workbook, in a process of its own: ``python -m …import_reader``.

The workbook comes on standard input, what to look for as JSON in the first argument.
Standard output has a JSON line ``{"refused": code, …}``, or one about the workbook and
then a line ``[number, {column: text}]`` for each row that is not empty.

A process of its own, so that a workbook that is too much for it takes nothing with it,
and nothing of the service waits: memory and processor time are limited before it is opened.
"""

from __future__ import annotations

import json
import resource
import sys
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MIB = 1024 * 1024
MEMORY = 768 * MIB  # address space
CPU_SECONDS = 90
UNPACKED = 100 * MIB
HIDDEN = "_nscl"
KIND = "nscl-applications"
LONGEST = 2_000
WIDEST = 200  # columns that are looked at
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MACROS = ("vbaProject.bin", "vbaData.xml")


class Refused(Exception):
    """The workbook cannot be imported; a code and what explains it."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.told = {"refused": code, "params": params}


def main() -> None:
    """Read standard input and write what it holds."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    wanted = json.loads(sys.argv[1])
    try:
        for told in read(sys.stdin.buffer.read(), wanted):
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    except Refused as refused:
        sys.stdout.write(json.dumps(refused.told, ensure_ascii=False) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps(Refused("workbook-too-heavy").told) + "\n")


def read(data: bytes, wanted: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what the workbook is, then its rows.

    ``wanted``: ``headings`` (compared text → column), ``expected`` (column → heading)
    and ``most_rows``.

    Raises:
        Refused: it is no workbook of ours, or too large.
    """
    check_archive(data)
    book = opened(data)
    about = identity(book)
    sheet, columns = data_sheet(book, wanted["headings"])
    missing = [title for name, title in wanted["expected"].items() if name not in columns]
    if missing:
        raise Refused("workbook-columns-missing", columns=", ".join(missing))
    letters = {name: get_column_letter(place + 1) for name, place in columns.items()}
    yield {**about, "columns": letters}
    yield from rows_of(sheet, columns, wanted["most_rows"])


def check_archive(data: bytes) -> None:
    """Look at the archive's directory; nothing is unpacked yet.

    Raises:
        Refused: the file is of another kind, has macros, or would unpack to too much.
    """
    if data.startswith(OLD_OFFICE):
        raise Refused("workbook-old-or-locked")
    try:
        parts = ZipFile(BytesIO(data)).infolist()
    except BadZipFile:
        raise Refused("workbook-not-xlsx") from None
    names = [part.filename for part in parts]
    if any(name.endswith(MACROS) for name in names):
        raise Refused("workbook-macros")
    if "xl/workbook.xml" not in names:
        raise Refused("workbook-not-xlsx")
    if sum(part.file_size for part in parts) > UNPACKED:
        raise Refused("workbook-too-heavy")


def opened(data: bytes) -> Any:
    """Return the workbook for reading only.

    Raises:
        Refused: ``workbook-unreadable``.
    """
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged file makes the parsers say
        raise Refused("workbook-unreadable") from error


def identity(book: Any) -> dict[str, str]:
    """Return workbook and project that the hidden sheet names.

    Raises:
        Refused: ``workbook-not-template``.
    """
    if HIDDEN not in book.sheetnames:
        raise Refused("workbook-not-template")
    cells = [row[0] for row in book[HIDDEN].iter_rows(1, 3, 1, 1, values_only=True)]
    if len(cells) < 3 or cells[0] != KIND or not all(isinstance(c, str) for c in cells):  # noqa: PLR2004
        raise Refused("workbook-not-template")
    return {"workbook_id": cells[1], "project_id": cells[2]}


def data_sheet(book: Any, headings: Mapping[str, str]) -> tuple[Any, dict[str, int]]:
    """Return the sheet whose first row has most of the headings, and where they are.

    Raises:
        Refused: a heading occurs twice.
    """
    found = [(sheet, columns_of(sheet, headings)) for sheet in book.worksheets]
    return max(found, key=lambda pair: len(pair[1]))


def columns_of(sheet: Any, headings: Mapping[str, str]) -> dict[str, int]:
    """Return the place of every column that the first row names.

    Raises:
        Refused: ``workbook-column-doubled``.
    """
    places: dict[str, int] = {}
    for row in sheet.iter_rows(1, 1, 1, WIDEST, values_only=True):
        for place, value in enumerate(row):
            name = headings.get(folded(value)) if isinstance(value, str) else None
            if name in places:
                raise Refused("workbook-column-doubled", column=value)
            if name:
                places[name] = place
    return places


def rows_of(sheet: Any, columns: Mapping[str, int], most: int) -> Iterator[tuple[int, Any]]:
    """Yield the number and the filled cells of each row that has any.

    Raises:
        Refused: ``workbook-too-long``, or damaged in the middle.
    """
    wide = max(columns.values()) + 1
    count = 0
    for number, row in enumerate(_unbroken(sheet.iter_rows(2, None, 1, wide, values_only=True)), 2):
        cells = {name: text for name, place in columns.items() if (text := written(row[place]))}
        count += bool(cells)
        if cells and (count > most or number > 10 * most):
            raise Refused("workbook-too-long", most=most)
        if cells:
            yield number, cells
    if not count:
        raise Refused("workbook-empty")


def _unbroken(rows: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from rows
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged file makes the parsers say
        raise Refused("workbook-unreadable") from error


def written(value: Any) -> str:
    """Return a cell as text: days in ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip()[:LONGEST]


def folded(text: str) -> str:
    """Return a heading as it is compared: case, spaces and the mark of a need do not count."""
    return " ".join(unicodedata.normalize("NFC", text).replace("*", " ").casefold().split())


if __name__ == "__main__":
    main()
