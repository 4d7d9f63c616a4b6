"""How many applications of a project stand where, kept in the transaction of each change.

Counting 100,000 applications for a page takes seconds; adding what a change makes different
takes one write, which simultaneous changes to one project make one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from nscl_registration.domain.application import Application
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
Figures = Mapping[str, int]


def figures_of(case: Application) -> Figures:
    """Return what an application adds to the figures of its project."""
    state = case.state.value
    granted = {f"vnd.{state}": case.held_vnd, f"units.{case.firm_id}": 1}
    return {f"n.{state}": 1, **(granted if case.state in GRANTED else {})}


def add_up(case: Application, before: Figures) -> None:
    """Add what a change to an application made different."""
    change = Counter(figures_of(case))
    change.subtract(before)
    different = {name: value for name, value in change.items() if value}
    if different:
        ladder_of(TallyDocument).collection.update_one(
            {"_id": case.project_id},
            {"$inc": different, "$setOnInsert": {"year": case.year}},
            upsert=True,
        )


def tallies(cases: Iterable[Application]) -> list[dict[str, Any]]:
    """Return the tallies of all projects, counted anew."""
    found: dict[str, dict[str, Any]] = {}
    for case in cases:
        empty = {"_id": case.project_id, "year": case.year, "n": {}, "vnd": {}, "units": {}}
        tally = found.setdefault(case.project_id, empty)
        for name, value in figures_of(case).items():
            kind, _, key = name.partition(".")
            tally[kind][key] = tally[kind].get(key, 0) + value
    return list(found.values())
