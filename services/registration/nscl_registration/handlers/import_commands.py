"""What can be asked about bulk imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from nscl_registration.domain.import_rows import MarkedCase, RowResult, Spans
from nscl_registration.domain.steps import Actor
from nscl_shared.kernel.clock import now


@dataclass(frozen=True, kw_only=True)
class BeginImport:
    """Take in a workbook; its rows are kept next, outside of any transaction: they are many."""

    by: Actor
    workbook_id: str
    project_id: str
    file_name: str
    columns: Mapping[str, str]
    count: int
    last_row: int
    examples: int = 0
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class ReceiveRows:
    """Note that all rows of an import are kept."""

    import_id: str


@dataclass(frozen=True, kw_only=True)
class NoteChecked:
    """Write down what the check found in the rows ``after + 1 … until``."""

    import_id: str
    after: int
    until: int
    results: tuple[RowResult, ...]


@dataclass(frozen=True, kw_only=True)
class StartImport:
    """Import the good rows that are named; none named: all."""

    by: Actor
    import_id: str
    spans: Spans = ()


@dataclass(frozen=True, kw_only=True)
class ImportRows:
    """Make applications of the rows ``after + 1 … until``: of all of them or of none.

    ``results`` are of rows of which it is known before that they come to nothing.
    """

    import_id: str
    after: int
    until: int
    rows: tuple[MarkedCase, ...]
    results: tuple[RowResult, ...] = ()
    on: date
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class CancelImport:
    """Stop it."""

    by: Actor
    import_id: str
    at: datetime = field(default_factory=now)
