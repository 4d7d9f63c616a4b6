"""Figures of projects and of years of activities, kept in the transaction of each change.

Counting 100,000 applications for a page takes seconds; adding what a change makes different
takes one write, which simultaneous changes to one project make one after the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nscl_registration.domain.activity import ActivityFacts
from nscl_registration.domain.application import Application
from nscl_registration.domain.codes import ActivityKind
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.storage.documents_work import TallyDocument
from nscl_shared.persistence.ladder import ladder_of

GRANTED = frozenset(
    {
        State.APPROVED,
        State.AGREEMENT_SIGNED,
        State.IN_PROGRESS,
        State.SUSPENDED,
        State.ACCEPTED,
        State.SETTLED,
        State.CLOSED,
    }
)


@dataclass(frozen=True)
class Share:
    """What one thing adds to a tally."""

    tally: str
    year: int
    figures: Mapping[str, int] = field(default_factory=dict)


def share_of_case(case: Application) -> Share:
    """Return what an application adds to the figures of its project."""
    state = case.state.value
    granted = {f"vnd.{state}": case.held_vnd, f"units.{case.firm_id}": 1}
    figures = {f"n.{state}": 1, **(granted if case.state in GRANTED else {})}
    return Share(case.project_id, case.year, figures)


def shares_of_activity(facts: ActivityFacts) -> list[Share]:
    """Return what an activity adds to the figures of its year, its plan and its project."""
    figures = _counted(facts)
    there = {**figures, "n.held": 1, "n.participants": facts.participants or 0}
    places = [place for place in (facts.plan_id, facts.project_id) if place is not None]
    return [
        Share(activities_of(facts.year), facts.year, figures),
        *(Share(activities_of(place), facts.year, there) for place in places),
    ]


def _counted(facts: ActivityFacts) -> dict[str, int]:
    if facts.kind is ActivityKind.TRAINING:
        return {"n.classes": 1, "n.people": facts.participants or 0}
    return {"n.communications": facts.count or 1}


def activities_of(year_or_id: int | str) -> str:
    """Return the name of the tally of the activities of a year, a plan or project; no project is called so."""
    return f"activities {year_or_id}"


def add_up(after: Iterable[Share], before: Iterable[Share]) -> None:
    """Add what a change made different."""
    changes: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for share in after:
        changes[share.tally, share.year].update(share.figures)
    for share in before:
        changes[share.tally, share.year].subtract(share.figures)
    for (tally, year), change in changes.items():
        _add(tally, year, change)


def _add(tally: str, year: int, change: Mapping[str, int]) -> None:
    different = {name: value for name, value in change.items() if value}
    if different:
        ladder_of(TallyDocument).collection.update_one(
            {"_id": tally},
            {"$inc": different, "$setOnInsert": {"year": year}},
            upsert=True,
        )


def tallies(shares: Iterable[Share]) -> list[dict[str, Any]]:
    """Return all tallies, counted anew."""
    found: dict[str, dict[str, Any]] = {}
    for share in shares:
        empty = {"_id": share.tally, "year": share.year, "n": {}, "vnd": {}, "units": {}}
        tally = found.setdefault(share.tally, empty)
        for name, value in share.figures.items():
            kind, _, key = name.partition(".")
            tally[kind][key] = tally[kind].get(key, 0) + value
    return list(found.values())
