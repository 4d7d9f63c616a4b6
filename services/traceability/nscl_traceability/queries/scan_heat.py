"""How many scans there were, by commune and day; which products forged serials name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.queries.signal_places import commune_name
from nscl_traceability.storage.documents import ProductDocument
from nscl_traceability.storage.documents_scans import ScanTallyDocument
from nscl_traceability.storage.documents_signals import HeatDocument

MOST_DAYS = 31
MEASURES = ("scans", "suspicious", "forged")
# products told of forged serials: anybody can name any
MOST_PRODUCTS = 20
Cells = dict[date, dict[str, int]]
Named = dict[date, Counter[str]]


@dataclass(frozen=True)
class HeatRow:
    """A commune (None: not known), its figures by day, and forged serials by day and GTIN."""

    commune: str | None
    name: str | None
    cells: Cells = field(default_factory=dict)
    named: Named = field(default_factory=dict)

    def figure(self, day: date, measure: str) -> int:
        """Return how many there were on a day."""
        return self.cells.get(day, {}).get(measure, 0)

    def total(self, measure: str) -> int:
        """Return how many there were on all days."""
        return sum(cell[measure] for cell in self.cells.values())


@dataclass(frozen=True)
class Heat:
    """``rows`` by commune, those with the most first; ``days`` in their order.

    ``goods`` are the products that forged serials name, by GTIN.
    """

    days: tuple[date, ...]
    rows: tuple[HeatRow, ...]
    goods: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def total(self, measure: str) -> int:
        """Return the sum over everything."""
        return sum(row.total(measure) for row in self.rows)

    def products(self, counts: Mapping[str, int]) -> list[dict[str, Any]]:
        """Return what is told of the products that most forged serials name, at most 20."""
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [
            {"gtin": gtin, **self.goods.get(gtin, _NO_GOODS), "count": count}
            for gtin, count in ranked[:MOST_PRODUCTS]
        ]

    @property
    def forged_products(self) -> list[dict[str, Any]]:
        """Return the same for all days and communes."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            for named in row.named.values():
                counts.update(named)
        return self.products(counts)


def heat_of(first: date, last: date, measure: str = "scans") -> Heat:
    """Return the figures of the days from ``first`` to ``last``, sorted by ``measure``.

    ``scans``: authentic stamps, recorded or counted; ``suspicious``: recorded ones with that
    verdict; ``forged``: serials that are none of ours.
    """
    cells: dict[str | None, Cells] = defaultdict(dict)
    named: dict[str | None, Named] = defaultdict(dict)
    for commune, day, figures, gtin in (*_looked_at(first, last), *_counted(first, last)):
        cell = cells[commune].setdefault(day, dict.fromkeys(MEASURES, 0))
        for name, number in figures.items():
            cell[name] += number
        if gtin:
            named[commune].setdefault(day, Counter())[gtin] += figures.get("forged", 0)
    rows = [
        HeatRow(code, commune_name(code, last), found, named.get(code, {}))
        for code, found in cells.items()
    ]
    ranked = sorted(rows, key=lambda row: (-row.total(measure), row.commune or ""))
    days = (last - first).days + 1
    gtins = {gtin for found in named.values() for counts in found.values() for gtin in counts}
    return Heat(tuple(first + timedelta(n) for n in range(days)), tuple(ranked), _goods(gtins))


def heat_view(heat: Heat) -> list[dict[str, Any]]:
    """Return a line for each commune and day that has figures."""
    return [
        {
            "commune": row.commune,
            "commune_name": row.name,
            "day": day,
            **figures,
            "forged_products": heat.products(row.named.get(day, {})),
        }
        for row in heat.rows
        for day, figures in sorted(row.cells.items())
    ]


Line = tuple[str | None, date, Mapping[str, int], str | None]
_GOODS = ("name", "firm_id", "firm_name")
_NO_GOODS = dict.fromkeys(("product_id", *_GOODS))


def _looked_at(first: date, last: date) -> Iterable[Line]:
    for row in HeatDocument.objects(day__gte=first.isoformat(), day__lte=last.isoformat()):
        figures = {"scans": row.scans, "suspicious": row.suspicious}
        yield row.commune, date.fromisoformat(row.day), figures, None


def _counted(first: date, last: date) -> Iterable[Line]:
    kept = {name: f"${name}" for name in ("day", "commune", "outcome", "gtin")}
    stages: list[dict[str, Any]] = [
        {"$match": {"day": {"$gte": first.isoformat(), "$lte": last.isoformat()}}},
        {"$group": {"_id": kept, "count": {"$sum": "$count"}}},
    ]
    for row in ScanTallyDocument._get_collection().aggregate(stages):  # noqa: SLF001
        one = row["_id"]
        name = "forged" if one["outcome"] == Verdict.UNKNOWN.value else "scans"
        figures = {name: row["count"]}
        yield one.get("commune"), date.fromisoformat(one["day"]), figures, one.get("gtin")


def _goods(gtins: Collection[str]) -> dict[str, dict[str, Any]]:
    found = ProductDocument.objects(gtin__in=sorted(gtins)) if gtins else ()
    return {
        one.gtin: {"product_id": one.id, **{name: one[name] for name in _GOODS}} for one in found
    }
