"""Figures to geometry: horizontal bars as an SVG whose numbers are in a table as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BAR = 18
STEP = 34
WIDTH = 640


@dataclass(frozen=True)
class Bar:
    """One bar: ``y`` and ``width`` in units of the drawing (``WIDTH`` wide)."""

    label: str
    value: float
    y: int
    width: float


@dataclass(frozen=True)
class BarChart:
    """A drawing of bars, scaled to the largest."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    bar: int = BAR


def bar_chart(rows: Iterable[tuple[str, float]]) -> BarChart:
    """Lay out ``(label, value)`` rows; negative values count as nothing."""
    pairs = [(label, value) for label, value in rows]
    largest = max((value for _label, value in pairs), default=0) or 1
    bars = tuple(
        Bar(label, value, index * STEP + 14, round(max(value, 0) / largest * WIDTH * 0.8, 1))
        for index, (label, value) in enumerate(pairs)
    )
    return BarChart(bars, WIDTH, max(len(pairs), 1) * STEP)
