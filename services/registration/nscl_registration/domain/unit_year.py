"""What one unit asked for and was granted in one programme year.

It is an aggregate of its own because two rules span the unit's applications:
one live application per project, and a cap on the sum of grants.  Loading and
changing it makes simultaneous commands about one unit follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from nscl_registration.domain.events import UnitYearChanged
from nscl_shared.kernel import Aggregate, Conflict


@dataclass(kw_only=True)
class UnitYear(Aggregate):
    """``cases``: case number by project; ``granted``: VND by case number."""

    firm_id: str
    year: int
    cases: dict[str, str] = field(default_factory=dict)
    granted: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, firm_id: str, year: int) -> Self:
        """Return the empty year of a unit."""
        return cls(id=unit_year_id(firm_id, year), firm_id=firm_id, year=year)

    def require_no_case(self, project_id: str) -> None:
        """Refuse a second application to a project.

        Raises:
            Conflict: ``already-applied``, naming the case that exists.
        """
        if project_id in self.cases:
            raise Conflict(
                "already-applied",
                field="project_id",
                project_id=project_id,
                case_number=self.cases[project_id],
            )

    def apply(self, project_id: str, case_number: str) -> None:
        """Note a new application.

        Raises:
            Conflict: ``already-applied``.
        """
        self.require_no_case(project_id)
        self.cases[project_id] = case_number
        self._changed()

    def committed_besides(self, case_number: str) -> int:
        """Return the VND granted to the unit's other applications of the year."""
        return sum(vnd for case, vnd in self.granted.items() if case != case_number)

    def grant(self, case_number: str, vnd: int) -> None:
        """Count ``vnd`` as granted to an application, instead of an earlier amount."""
        self.granted[case_number] = vnd
        self._changed()

    def release(self, project_id: str, case_number: str) -> None:
        """Forget a refused or withdrawn application, so that the unit may apply again."""
        if self.cases.get(project_id) == case_number:
            del self.cases[project_id]
        self.granted.pop(case_number, None)
        self._changed()

    def revive(self, project_id: str, case_number: str) -> None:
        """Take an application in again whose end was taken back.

        Raises:
            Conflict: ``already-applied``, the unit has another live one by now.
        """
        if self.cases.get(project_id) != case_number:
            self.apply(project_id, case_number)

    def _changed(self) -> None:
        self.record(UnitYearChanged(self.firm_id, self.year))


def unit_year_id(firm_id: str, year: int) -> str:
    """Return the natural key of a unit's year."""
    return f"{firm_id}:{year}"
