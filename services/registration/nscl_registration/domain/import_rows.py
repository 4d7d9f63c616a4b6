"""The rows of a workbook: what each is recognised by, what became of it, which are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.form import Form
from nscl_registration.domain.supports import Wish
from nscl_shared.kernel import InvalidInput, search_key

EXAMPLE = "vi du"
SPAN = re.compile(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?", re.ASCII)
MOST_SPANS = 500
SHORT_BY_ONE = 9  # digits of a tax code whose leading zero a spreadsheet dropped

Spans = tuple[tuple[int, int], ...]


class RowState(StrEnum):
    """What became of a row."""

    UNCHECKED = "unchecked"
    GOOD = "good"
    BAD = "bad"
    BEFORE = "imported-before"
    IMPORTED = "imported"
    FAILED = "failed"


@dataclass(frozen=True)
class Fault:
    """What is wrong: the name of the column (``None``: the row), and the words by language."""

    column: str | None
    words: Mapping[str, str]


@dataclass(frozen=True)
class SheetRow:
    """A row as it stands in the workbook; ``mark`` is what it is recognised by."""

    number: int
    mark: str
    cells: Mapping[str, str]
    doubles: int | None = None  # the number of an earlier row about the same unit


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """A row understood: a unit as it would be registered, and its application."""

    unit: FirmInput
    product: str | None
    wishes: tuple[Wish, ...]
    cost_vnd: int
    form: Form
    handed_in: bool


@dataclass(frozen=True)
class MarkedCase:
    """A row understood, with its number and its mark."""

    number: int
    mark: str
    case: NewCase


@dataclass(frozen=True)
class CaseRef:
    """An application that a row became."""

    application_id: str
    case_number: str


@dataclass(frozen=True)
class RowResult:
    """What the check or the import made of a row; ``alike``: similar units in the register."""

    number: int
    state: RowState
    faults: tuple[Fault, ...] = ()
    alike: int = 0
    case: CaseRef | None = None


def marked(
    workbook_id: str, rows: Iterable[tuple[int, Mapping[str, str]]]
) -> tuple[list[SheetRow], int]:
    """Return the rows with their marks, and how many examples were left out."""
    seen: dict[str, int] = {}
    found: list[SheetRow] = []
    examples = 0
    for number, cells in rows:
        if is_example(cells):
            examples += 1
            continue
        unit = unit_key(cells)
        first = seen.setdefault(unit, number) if unit else number
        key = row_key(cells) or f"#{number}"
        found.append(
            SheetRow(number, mark_of(workbook_id, key), cells, first if first < number else None)
        )
    return found, examples


def is_example(cells: Mapping[str, str]) -> bool:
    """Tell whether a row is the example of the template."""
    return search_key(cells.get("row_code", "")).startswith(EXAMPLE)


def row_key(cells: Mapping[str, str]) -> str | None:
    """Return what a row is recognised by, wherever it stands: its own code, else its unit.

    A unit has one application to a project, so its wishes are no part of the key: a
    row that was imported stays recognised when a wish or a sum is corrected.
    """
    code = search_key(cells.get("row_code", ""))
    return f"code {code}" if code else unit_key(cells)


def unit_key(cells: Mapping[str, str]) -> str | None:
    """Return what tells the unit: its tax code, else name and commune.

    >>> unit_key({"tax_code": "4900123456-001"})
    'tax 4900123456001'
    """
    number = tax_digits(cells.get("tax_code", ""))
    if number:
        return f"tax {number}"
    name = search_key(cells.get("name", ""))
    return f"unit {name} | {search_key(cells.get('commune', ''))}" if name else None


def tax_digits(text: str) -> str:
    """Return a tax code without separators; a leading zero that was dropped is put back."""
    number = re.sub(r"[\s.-]", "", text)
    return f"0{number}" if number.isdecimal() and len(number) == SHORT_BY_ONE else number


def mark_of(workbook_id: str, key: str) -> str:
    """Return what is kept of an imported row: it names nobody."""
    return f"{workbook_id}:{sha256(f'{workbook_id}/{key}'.encode()).hexdigest()[:32]}"


def parse_spans(text: str) -> Spans:
    """Return the rows that a text such as ``2-40, 55`` names; empty: all.

    Raises:
        InvalidInput: ``rows-malformed``.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    spans = [_span(part) for part in parts]
    if len(spans) > MOST_SPANS:
        raise InvalidInput("rows-malformed", field="rows", part=f"{len(spans)} …")
    return tuple(spans)


def _span(part: str) -> tuple[int, int]:
    found = SPAN.fullmatch(part)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise InvalidInput("rows-malformed", field="rows", part=part[:40])
    return first, last


def within(spans: Spans, number: int) -> bool:
    """Tell whether a row is among those chosen."""
    return not spans or any(first <= number <= last for first, last in spans)


def fault_of(column: str | None, words: Mapping[str, Any]) -> Fault:
    """Return a fault with its words by language."""
    return Fault(column, {language: str(text) for language, text in words.items()})
