"""The named measures of targets, computed from what this service holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any

from nscl_registration.domain.targets import Measure
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_programme import ActivityDocument

GRANTED = ("approved", "agreement-signed")


class Figures:
    """Applications and activities of the years concerned, read once for a whole page."""

    def __init__(self, years: Collection[int]) -> None:
        self._cases: dict[int, list[Any]] = defaultdict(list)
        self._activities: dict[int, list[Any]] = defaultdict(list)
        wanted = sorted(set(years))
        cases = ApplicationDocument.objects(year__in=wanted, state__in=GRANTED)
        for case in cases.only("year", "firm_id", "project_id"):
            self._cases[case.year].append(case)
        for activity in ActivityDocument.objects(year__in=wanted):
            self._activities[activity.year].append(activity)

    def actual(self, target: Mapping[str, Any], projects: Collection[str]) -> int | None:
        """Return what a target has reached; ``None`` for one that is entered by hand.

        Units and participations count in ``projects``, activities in the whole year.
        """
        measure = MEASURES.get(target["measure"])
        return measure(self, target["year"], projects) if measure else None

    def units(self, year: int, projects: Collection[str]) -> int:
        """Count the units with approved or signed support, each once."""
        return len({case.firm_id for case in self._of(year, projects)})

    def participations(self, year: int, projects: Collection[str]) -> int:
        """Count the approved or signed applications."""
        return len(self._of(year, projects))

    def trained(self, year: int, _projects: Collection[str]) -> int:
        """Add up the participants of training."""
        return sum(a.participants or 0 for a in self._activities[year] if a.kind == "training")

    def classes(self, year: int, _projects: Collection[str]) -> int:
        """Count the training classes."""
        return sum(a.kind == "training" for a in self._activities[year])

    def communications(self, year: int, _projects: Collection[str]) -> int:
        """Add up letters, articles, conferences and broadcasts."""
        made = (a for a in self._activities[year] if a.kind == "communication")
        return sum(a.details.get("count") or 1 for a in made)

    def _of(self, year: int, projects: Collection[str]) -> list[Any]:
        return [case for case in self._cases[year] if case.project_id in projects]


MEASURES: Mapping[str, Callable[[Figures, int, Collection[str]], int]] = {
    Measure.SUPPORTED_UNITS: Figures.units,
    Measure.PARTICIPATIONS: Figures.participations,
    Measure.TRAINED_PEOPLE: Figures.trained,
    Measure.TRAINING_CLASSES: Figures.classes,
    Measure.COMMUNICATIONS: Figures.communications,
}
