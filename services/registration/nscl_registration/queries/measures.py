"""The named measures of targets, computed from what this service holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from nscl_registration.domain.targets import Measure
from nscl_registration.storage.documents_work import TallyDocument
from nscl_registration.storage.tallies import GRANTED, activities_of
from nscl_shared.persistence.ladder import ladder_of

YEARS = range(2000, 2101)  # that a programme year may be
SUMS = ("classes", "people", "communications")
Row = dict[str, Any]


class Figures:
    """Applications and activities of the years concerned, read once for a whole page."""

    def __init__(self, years: Collection[int], projects: Collection[str]) -> None:
        held = [activities_of(year) for year in years]
        self._tallies = tallies_of([*projects, *held]) if years else {}

    def actual(self, target: Mapping[str, Any], projects: Collection[str]) -> int | None:
        """Return what a target has reached; ``None`` for one that is entered by hand.

        Units and participations count in ``projects``, activities in the whole year.
        """
        measure = MEASURES.get(target["measure"])
        return measure(self, target["year"], projects) if measure else None

    def units(self, year: int, projects: Collection[str]) -> int:
        """Count the units with approved or signed support, each once."""
        found = (tally.get("units", {}) for tally in self._of(year, projects))
        return len({unit for units in found for unit, count in units.items() if count > 0})

    def participations(self, year: int, projects: Collection[str]) -> int:
        """Count the applications with approved or signed support."""
        return sum(granted(tally)[0] for tally in self._of(year, projects))

    def trained(self, year: int, _projects: Collection[str]) -> int:
        """Return the participants of training."""
        return self._held(year, "people")

    def classes(self, year: int, _projects: Collection[str]) -> int:
        """Return the number of training classes."""
        return self._held(year, "classes")

    def communications(self, year: int, _projects: Collection[str]) -> int:
        """Return the number of letters, articles, conferences and broadcasts."""
        return self._held(year, "communications")

    def _held(self, year: int, name: str) -> int:
        return int(self._tallies.get(activities_of(year), {}).get("n", {}).get(name, 0))

    def _of(self, year: int, projects: Collection[str]) -> Iterator[Row]:
        found = (self._tallies[one] for one in projects if one in self._tallies)
        return (tally for tally in found if tally["year"] == year)


def tallies_of(projects: Collection[str]) -> dict[str, Row]:
    """Return the figures of projects that have applications, by project."""
    collection = ladder_of(TallyDocument).collection
    return {row["_id"]: row for row in collection.find({"_id": {"$in": list(projects)}})}


def held_under(ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Return how many activities plans (with their projects) and projects have, and participants."""
    found = tallies_of([activities_of(one) for one in ids])
    counted = {one: found.get(activities_of(one), {}).get("n", {}) for one in ids}
    return {
        one: {"activities": n.get("held", 0), "participants": n.get("participants", 0)}
        for one, n in counted.items()
    }


def activity_years() -> list[int]:
    """Return the years that have activities, latest first."""
    return sorted((row["year"] for row in _held_in(YEARS) if any(row["n"].values())), reverse=True)


def sums_of(year_or_id: int | str | None = None) -> dict[str, int]:
    """Return how many ``classes``, ``people`` trained and ``communications`` a year had, or all.

    Also those of a plan with its projects, or of a project.
    """
    found = [row["n"] for row in _held_in([year_or_id] if year_or_id else YEARS)]
    return {name: sum(n.get(name, 0) for n in found) for name in SUMS}


def _held_in(years_or_ids: Iterable[int | str]) -> list[Row]:
    names = [activities_of(one) for one in years_or_ids]
    return list(ladder_of(TallyDocument).collection.find({"_id": {"$in": names}}))


def granted(tally: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many applications have support, and how many VND they hold."""
    n, vnd = tally.get("n", {}), tally.get("vnd", {})
    return sum(n.get(one, 0) for one in GRANTED), sum(vnd.get(one, 0) for one in GRANTED)


MEASURES: Mapping[str, Callable[[Figures, int, Collection[str]], int]] = {
    Measure.SUPPORTED_UNITS: Figures.units,
    Measure.PARTICIPATIONS: Figures.participations,
    Measure.TRAINED_PEOPLE: Figures.trained,
    Measure.TRAINING_CLASSES: Figures.classes,
    Measure.COMMUNICATIONS: Figures.communications,
}
