"""A bulk import: one upload of a workbook, from its check to its last row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from nscl_registration.domain.import_rows import RowResult, RowState, Spans, within
from nscl_registration.domain.steps import Actor
from nscl_shared.kernel import Aggregate, Conflict, InvalidInput


class ImportState(StrEnum):
    """Where an import stands."""

    RECEIVING = "receiving"
    CHECKING = "checking"
    READY = "ready"
    IMPORTING = "importing"
    DONE = "done"
    CANCELLED = "cancelled"


RUNNING = frozenset({ImportState.CHECKING, ImportState.IMPORTING})
STARTABLE = frozenset({ImportState.READY, ImportState.DONE})


@dataclass(frozen=True)
class ImportMoved:
    """An import went on; internal."""

    import_id: str


@dataclass(kw_only=True)
class BulkImport(Aggregate):
    """Which workbook, for which project, and how far it is.

    ``columns``: letter by name of the column, as the workbook has them.  Rows up to
    number ``position`` are worked off in the present state; ``counts`` has the
    number of rows by their state, ``wanted`` how many the present run imports;
    ``forgotten``: what its rows said was erased, long after it ended.
    """

    workbook_id: str
    project_id: str
    file_name: str
    by: Actor
    at: datetime
    columns: dict[str, str]
    last_row: int
    counts: dict[str, int]
    examples: int = 0
    state: ImportState = ImportState.RECEIVING
    position: int = 0
    spans: Spans = ()
    wanted: int = 0
    taken: int = 0
    ended_at: datetime | None = None
    forgotten: bool = False

    @property
    def total(self) -> int:
        """Return the number of rows, without examples and empty ones."""
        return sum(self.counts.values())

    def count(self, state: RowState) -> int:
        """Return how many rows are in a state."""
        return self.counts.get(state.value, 0)

    def arrive(self) -> None:
        """Note that all rows are kept; they can be checked.

        Raises:
            Conflict: ``import-not-running``, they arrived before.
        """
        self.require_at(ImportState.RECEIVING, 0)
        self._become(ImportState.CHECKING)
        self._moved()

    def note_checked(self, results: Iterable[RowResult], *, after: int, until: int) -> None:
        """Take over what the check found in the rows ``after + 1 … until``.

        Raises:
            Conflict: ``import-not-running`` or ``import-moved-on``.
        """
        self.require_at(ImportState.CHECKING, after)
        self._take(results, RowState.UNCHECKED, until)
        if self.position >= self.last_row:
            self._become(ImportState.READY)
        self._moved()

    def start(self, spans: Spans, good: Iterable[int]) -> None:
        """Begin to import the good rows that ``spans`` name; none named: all of them.

        Raises:
            Conflict: ``import-not-ready``, it is still checked, runs, or was cancelled.
            InvalidInput: ``no-row-chosen``.
        """
        if self.state not in STARTABLE:
            raise Conflict("import-not-ready", state=self.state.value)
        wanted = sum(1 for number in good if within(spans, number))
        if not wanted:
            raise InvalidInput("no-row-chosen", field="rows")
        self._become(ImportState.IMPORTING)
        self.spans, self.wanted, self.taken, self.ended_at = spans, wanted, 0, None
        self._moved()

    def note_imported(
        self, results: Iterable[RowResult], *, after: int, until: int, at: datetime
    ) -> None:
        """Take over what became of the rows ``after + 1 … until``.

        Raises:
            Conflict: ``import-not-running`` or ``import-moved-on``.
        """
        self.require_at(ImportState.IMPORTING, after)
        self.taken += self._take(results, RowState.GOOD, until)
        if self.position >= self.last_row:
            self._become(ImportState.DONE)
            self.ended_at = at
        self._moved()

    def cancel(self, at: datetime) -> None:
        """Stop; rows that are imported stay imported.

        Raises:
            Conflict: ``import-ended``.
        """
        if self.state in {ImportState.DONE, ImportState.CANCELLED}:
            raise Conflict("import-ended")
        self._become(ImportState.CANCELLED)
        self.ended_at = at
        self._moved()

    def require_at(self, state: ImportState, after: int) -> None:
        """Refuse to do work twice, or work that nobody wants any more.

        Raises:
            Conflict: ``import-not-running`` or ``import-moved-on``.
        """
        if self.state is not state:
            raise Conflict("import-not-running", state=self.state.value)
        if self.position != after:
            raise Conflict("import-moved-on")

    def _take(self, results: Iterable[RowResult], before: RowState, until: int) -> int:
        found = Counter(result.state.value for result in results)
        taken = sum(found.values())
        counts = Counter(self.counts) + found
        counts[before.value] -= taken
        self.counts = {state: number for state, number in counts.items() if number}
        self.position = until
        return taken

    def _become(self, state: ImportState) -> None:
        self.state, self.position = state, 0

    def _moved(self) -> None:
        self.record(ImportMoved(self.id))


def begin_import(**given: Any) -> BulkImport:
    """Return a new import; its first fact makes it version 1."""
    made = BulkImport(**given)
    made.record(ImportMoved(made.id))
    return made
