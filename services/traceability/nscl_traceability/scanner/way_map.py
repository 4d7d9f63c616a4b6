"""A small map of the places of a way, drawn from their coordinates alone.

There is no ground below it: numbered points joined in their order, north above, with a
scale.  The list of steps carries the same facts, with the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

WIDTH, HEIGHT, MARGIN = 320, 200, 36
KM_PER_DEGREE = 111.2
LEAST_DEGREES = 0.05  # places closer than that are not pulled apart over the whole map
LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
WIDEST_SCALE = 100


@dataclass(frozen=True)
class Mark:
    """A place on the map, in units of the drawing; ``number`` is that of its first step."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class WayMap:
    """The marks in the order of the way, and a scale: so many kilometres are that long."""

    marks: Sequence[Mark]
    route: str
    scale_km: int
    scale_length: float
    width: int = WIDTH
    height: int = HEIGHT


def draw(points: Sequence[Point | None]) -> WayMap | None:
    """Return the map of the steps' points, None where fewer than two places are known."""
    known = [(number, point) for number, point in enumerate(points, 1) if point]
    places: dict[Point, int] = {}
    for number, point in known:
        places.setdefault(point, number)
    if len(places) < 2:  # noqa: PLR2004
        return None
    middle = math.radians(sum(point[0] for point in places) / len(places))
    flat = {point: (point[1] * math.cos(middle), -point[0]) for point in places}
    per_degree, placed = _fitted(flat)
    route = " ".join(f"{placed[point][0]:g},{placed[point][1]:g}" for _number, point in known)
    marks = [Mark(number, *placed[point]) for point, number in places.items()]
    scale_km = _scale(per_degree / KM_PER_DEGREE)
    return WayMap(marks, route, scale_km, round(scale_km * per_degree / KM_PER_DEGREE, 1))


def _fitted(flat: dict[Point, Point]) -> tuple[float, dict[Point, Point]]:
    """Return how long a degree is, and the places in the middle of the drawing."""
    xs, ys = ([pair[axis] for pair in flat.values()] for axis in (0, 1))
    per_degree = min(
        (WIDTH - 2 * MARGIN) / max(max(xs) - min(xs), LEAST_DEGREES),
        (HEIGHT - 2 * MARGIN) / max(max(ys) - min(ys), LEAST_DEGREES),
    )
    left, top = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return per_degree, {
        point: (
            round(WIDTH / 2 + (x - left) * per_degree, 1),
            round(HEIGHT / 2 + (y - top) * per_degree, 1),
        )
        for point, (x, y) in flat.items()
    }


def _scale(per_km: float) -> int:
    """Return the longest round length that the scale has room for."""
    fitting = [length for length in LENGTHS if length * per_km <= WIDEST_SCALE]
    return fitting[-1] if fitting else LENGTHS[0]
