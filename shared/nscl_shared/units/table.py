"""The tables in memory, read once when they are first asked."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Self

from nscl_shared.kernel.text import search_key

FIRST_DAY_OF_COMMUNES = date(2025, 7, 1)


class Level(IntEnum):
    """Level of a unit; the value is the number of digits of its code."""

    PROVINCE = 2
    DISTRICT = 3
    COMMUNE = 5


@dataclass(frozen=True)
class Unit:
    """A unit as it was or is between two days; ``None``: no known beginning, no end."""

    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: date | None
    valid_to: date | None

    @property
    def level(self) -> Level:
        """Return the level."""
        return Level(len(self.code))

    @property
    def full_name(self) -> str:
        """Return the name with its kind: "Phường Kỳ Lừa"."""
        return f"{self.kind} {self.name}"

    def valid_on(self, day: date) -> bool:
        """Tell whether the unit exists on ``day``."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Succession:
    """An old unit went into a new one, with its centre (``main``) or with a part of it."""

    old: str
    new: str
    main: bool


class Table:
    """Units that were valid together, by code, by parent and by the words of their names."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.by_code: Mapping[str, Unit] = {unit.code: unit for unit in units}

    @cached_property
    def by_parent(self) -> Mapping[str | None, tuple[Unit, ...]]:
        """Return the units below each unit, provinces below ``None``, by name."""
        below: dict[str | None, list[Unit]] = defaultdict(list)
        for unit in self.by_code.values():
            below[unit.parent].append(unit)
        return {parent: tuple(sorted(units, key=_order)) for parent, units in below.items()}

    @cached_property
    def communes(self) -> tuple[tuple[str, Unit], ...]:
        """Return communes (and districts without any) with the words of their whole path."""
        lowest = [u for u in self.by_code.values() if u.code not in self.by_parent]
        return tuple(
            (" " + search_key(" ".join(one.full_name for one in self.upwards(unit))), unit)
            for unit in sorted(lowest, key=_order)
        )

    def upwards(self, unit: Unit) -> Iterator[Unit]:
        """Yield the unit and the units above it."""
        yield unit
        while unit.parent is not None:
            unit = self.by_code[unit.parent]
            yield unit

    @classmethod
    def of(cls, units: tuple[Unit, ...], day: date) -> Self:
        """Return the units valid on ``day``."""
        return cls(tuple(unit for unit in units if unit.valid_on(day)))


def table_on(day: date) -> Table:
    """Return the units that are valid on ``day``."""
    return _since() if day >= FIRST_DAY_OF_COMMUNES else _before()


@cache
def successions() -> tuple[Succession, ...]:
    """Return which old commune went into which new one."""
    return tuple(
        Succession(row["old"], row["new"], row["main"] == "1") for row in _rows("unit_map.csv")
    )


@cache
def _since() -> Table:
    return Table.of(_units(), FIRST_DAY_OF_COMMUNES)


@cache
def _before() -> Table:
    return Table.of(_units(), date.min)


@cache
def _units() -> tuple[Unit, ...]:
    return tuple(
        Unit(
            code=row["code"],
            name=row["name"],
            kind=row["type"],
            parent=row["parent"] or None,
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in _rows("units.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    source = files("nscl_shared.units") / "data" / name
    with source.open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _order(unit: Unit) -> tuple[str, str]:
    return search_key(unit.name), unit.code
