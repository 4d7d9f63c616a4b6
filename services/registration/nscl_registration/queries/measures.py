"""The named measures of targets, computed from what this service holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from nscl_registration.domain.targets import Measure
from nscl_registration.storage.documents_programme import ActivityDocument
from nscl_registration.storage.documents_work import TallyDocument
from nscl_registration.storage.tallies import GRANTED
from nscl_shared.persistence.ladder import ladder_of

ACTIVITY = {"year": 1, "kind": 1, "participants": 1, "details.count": 1}
Row = dict[str, Any]


class Figures:
    """Applications and activities of the years concerned, read once for a whole page."""

    def __init__(self, years: Collection[int], projects: Collection[str]) -> None:
        self._tallies = tallies_of(projects) if years else {}
        self._activities: dict[int, list[Row]] = defaultdict(list)
        activities = ladder_of(ActivityDocument).collection
        for row in activities.find({"year": {"$in": sorted(set(years))}}, ACTIVITY):
            self._activities[row["year"]].append(row)

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
        """Add up the participants of training."""
        training = (a for a in self._activities[year] if a["kind"] == "training")
        return sum(a.get("participants") or 0 for a in training)

    def classes(self, year: int, _projects: Collection[str]) -> int:
        """Count the training classes."""
        return sum(a["kind"] == "training" for a in self._activities[year])

    def communications(self, year: int, _projects: Collection[str]) -> int:
        """Add up letters, articles, conferences and broadcasts."""
        made = (a for a in self._activities[year] if a["kind"] == "communication")
        return sum(a.get("details", {}).get("count") or 1 for a in made)

    def _of(self, year: int, projects: Collection[str]) -> Iterator[Row]:
        found = (self._tallies[one] for one in projects if one in self._tallies)
        return (tally for tally in found if tally["year"] == year)


def tallies_of(projects: Collection[str]) -> dict[str, Row]:
    """Return the figures of projects that have applications, by project."""
    collection = ladder_of(TallyDocument).collection
    return {row["_id"]: row for row in collection.find({"_id": {"$in": list(projects)}})}


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
