"""Where communes are: the middle and the size of each, since there are communes under provinces."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import asin, cos, pi, radians, sin, sqrt

from nscl_shared.units.table import FIRST_DAY_OF_COMMUNES

EARTH_KM = 6_371.0
# four communes have no area in the data; larger than nine out of ten, to be on the safe side
UNKNOWN_AREA_KM2 = 250.0


@dataclass(frozen=True)
class Place:
    """The middle of a commune in degrees, and the radius of a disc as large as it."""

    latitude: float
    longitude: float
    radius_km: float

    def middle_to_middle_km(self, other: Place) -> float:
        """Return the distance of the two middles along the earth."""
        north = radians(other.latitude - self.latitude)
        east = radians(other.longitude - self.longitude)
        slant = cos(radians(self.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
        return 2 * EARTH_KM * asin(sqrt(sin(north / 2) ** 2 + slant))


def place_of(code: str, day: date) -> Place | None:
    """Return where the commune of that code is; None for another unit or before 2025-07-01."""
    return _places().get(code) if day >= FIRST_DAY_OF_COMMUNES else None


def apart_km(one: str, other: str, day: date) -> float | None:
    """Return how far two communes are at least apart: from edge to edge, as if they were discs.

    None when the place of one of them is not known.
    """
    here, there = place_of(one, day), place_of(other, day)
    if here is None or there is None:
        return None
    edges = here.radius_km + there.radius_km
    return max(0.0, here.middle_to_middle_km(there) - edges)


@cache
def _places() -> Mapping[str, Place]:
    source = files("nscl_shared.units") / "data" / "unit_places.csv"
    with source.open(encoding="utf-8") as lines:
        return {
            row["code"]: Place(
                float(row["latitude"]),
                float(row["longitude"]),
                sqrt((float(row["area_km2"] or 0) or UNKNOWN_AREA_KM2) / pi),
            )
            for row in csv.DictReader(lines)
        }
