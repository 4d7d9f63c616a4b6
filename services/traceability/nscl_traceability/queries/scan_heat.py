"""How many scans there were, by commune and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.queries.signal_places import commune_name
from nscl_traceability.storage.documents_scans import ScanTallyDocument
from nscl_traceability.storage.documents_signals import HeatDocument

MOST_DAYS = 31
MEASURES = ("scans", "suspicious", "forged")
Cells = dict[date, dict[str, int]]


@dataclass(frozen=True)
class HeatRow:
    """A commune (None: not known) and its figures by day."""

    commune: str | None
    name: str | None
    cells: Cells = field(default_factory=dict)

    def figure(self, day: date, measure: str) -> int:
        """Return how many there were on a day."""
        return self.cells.get(day, {}).get(measure, 0)

    def total(self, measure: str) -> int:
        """Return how many there were on all days."""
        return sum(cell[measure] for cell in self.cells.values())


@dataclass(frozen=True)
class Heat:
    """``rows`` by commune, those with the most first; ``days`` in their order."""

    days: tuple[date, ...]
    rows: tuple[HeatRow, ...]

    def total(self, measure: str) -> int:
        """Return the sum over everything."""
        return sum(row.total(measure) for row in self.rows)


def heat_of(first: date, last: date, measure: str = "scans") -> Heat:
    """Return the figures of the days from ``first`` to ``last``, sorted by ``measure``.

    ``scans``: authentic stamps, recorded or counted; ``suspicious``: recorded ones with that
    verdict; ``forged``: serials that are none of ours.
    """
    cells: dict[str | None, Cells] = defaultdict(dict)
    for commune, day, figures in (*_looked_at(first, last), *_counted(first, last)):
        cell = cells[commune].setdefault(day, dict.fromkeys(MEASURES, 0))
        for name, number in figures.items():
            cell[name] += number
    rows = [HeatRow(code, commune_name(code, last), found) for code, found in cells.items()]
    ranked = sorted(rows, key=lambda row: (-row.total(measure), row.commune or ""))
    days = (last - first).days + 1
    return Heat(tuple(first + timedelta(n) for n in range(days)), tuple(ranked))


def heat_view(heat: Heat) -> list[dict[str, Any]]:
    """Return a line for each commune and day that has figures."""
    return [
        {"commune": row.commune, "commune_name": row.name, "day": day, **figures}
        for row in heat.rows
        for day, figures in sorted(row.cells.items())
    ]


Line = tuple[str | None, date, Mapping[str, int]]


def _looked_at(first: date, last: date) -> Iterable[Line]:
    for row in HeatDocument.objects(day__gte=first.isoformat(), day__lte=last.isoformat()):
        figures = {"scans": row.scans, "suspicious": row.suspicious}
        yield row.commune, date.fromisoformat(row.day), figures


def _counted(first: date, last: date) -> Iterable[Line]:
    rows = ScanTallyDocument.objects(day__gte=first.isoformat(), day__lte=last.isoformat())
    for row in rows:
        name = "forged" if row.outcome == Verdict.UNKNOWN.value else "scans"
        yield row.commune, date.fromisoformat(row.day), {name: row.count}
