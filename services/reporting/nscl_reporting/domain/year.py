"""The facts of one programme year, sorted by what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nscl_reporting.domain.facts import (
    Application,
    Certificate,
    Facts,
    Plan,
    Project,
    StampBatch,
    TracedProduct,
)

COUNTED_STATES = frozenset(
    {"approved", "agreement-signed", "in-progress", "suspended", "accepted", "settled", "closed"}
)
NaturalOrder = tuple[tuple[int, int, str], ...]
PLAN_ORDER = ("national_programme", "provincial_plan", "yearly_plan")


@dataclass(frozen=True)
class Year:
    """``facts`` seen from one ``year``.  It may be given more than that year's facts."""

    year: int
    facts: Facts

    @cached_property
    def plans(self) -> list[Plan]:
        """Plans in force in the year, from the national programme down."""
        covering = (p for p in self.facts.plans if p.period_from <= self.year <= p.period_to)
        return sorted(covering, key=lambda p: (PLAN_ORDER.index(p.kind), p.signed_on, p.number))

    @cached_property
    def projects(self) -> dict[str, Project | None]:
        """Projects of the year by id, in the order of their codes.

        A project that only applications speak of, because the event that opened
        it has not come yet or its service is not deployed, stands with None.
        """
        opened = {p.id: p for p in self.facts.projects if p.year == self.year}
        named = {a.project_id for a in self.applications}
        found = {id_: opened.get(id_) for id_ in opened.keys() | named}
        return dict(sorted(found.items(), key=lambda row: _by_code(row[1], row[0])))

    @cached_property
    def applications(self) -> list[Application]:
        """All applications of the year, whatever became of them."""
        return [a for a in self.facts.applications if a.year == self.year]

    @cached_property
    def participations(self) -> list[Application]:
        """Applications that count as a participation (lượt).

        Approved or agreed, and neither refused nor withdrawn since: a wish is not
        a participation, an agreement that was terminated is none any more.
        """
        return [a for a in self.applications if a.state in COUNTED_STATES]

    @cached_property
    def certificates(self) -> list[Certificate]:
        """Certificates issued in the year that stand (were not revoked)."""
        issued = (c for c in self.facts.certificates if c.issued_on.year == self.year)
        return [c for c in issued if c.revoked_on is None]

    @cached_property
    def stamp_batches(self) -> list[StampBatch]:
        """Stamp batches of the year's projects, whenever they were issued."""
        return [b for b in self.facts.stamp_batches if b.project_id in self.projects]

    @cached_property
    def stamp_batches_outside(self) -> list[StampBatch]:
        """Stamp batches issued in the year for products of no known project."""
        known = self.projects.keys() | {p.id for p in self.facts.projects}
        issued = (b for b in self.facts.stamp_batches if b.issued_on.year == self.year)
        return [b for b in issued if b.project_id not in known]

    @cached_property
    def traced_products(self) -> list[TracedProduct]:
        """Registered products that have a stamp batch of the year, or one of its projects."""
        stamped = {b.product_id for b in self.stamp_batches + self.stamp_batches_outside}
        return [
            p
            for p in self.facts.traced_products
            if p.id in stamped or p.project_id in self.projects
        ]

    def participations_in(self, project_id: str) -> list[Application]:
        """Return the participations in one project."""
        return [a for a in self.participations if a.project_id == project_id]


def _by_code(project: Project | None, project_id: str) -> NaturalOrder:
    return natural_order(project.code if project else project_id)


def natural_order(text: str) -> NaturalOrder:
    """Return a sort key by which P2 comes before P10."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", text)
        if part
    )


def distinct(values: Iterable[str]) -> int:
    """Return how many different values there are."""
    return len(set(values))
