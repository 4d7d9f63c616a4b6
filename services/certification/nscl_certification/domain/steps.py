"""The trace every transition leaves: what, when, who, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Step:
    """One line of a timeline; ``state`` is the state reached, ``by`` who recorded it."""

    state: str
    on: date
    by: str = ""
    note: str = ""
