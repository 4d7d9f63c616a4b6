"""Who did what when, and what the latest step is once counter-steps are taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.codes import ApplicationState as State


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, its name as shown, and whether it acts for a firm only."""

    account_id: str
    name: str
    for_firm: bool = False


@dataclass(frozen=True)
class Step:
    """One line of the timeline; ``undoes`` is the state that a counter-step took back."""

    state: State
    on: date
    by: str
    note: str | None = None
    document: str | None = None
    undoes: State | None = None


def standing(history: Sequence[Step]) -> list[int]:
    """Return the places in ``history`` of the steps that hold, earliest first.

    A counter-step stays in the history but takes the step before it away.
    """
    places: list[int] = []
    for place, step in enumerate(history):
        if step.undoes is None:
            places.append(place)
        else:
            places.pop()
    return places
