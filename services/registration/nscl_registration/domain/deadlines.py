"""By when a case must leave the state it is in: computed, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Deadline:
    """The day by which something is due and the paper that says so."""

    due_on: date
    source: str

    def passed(self, today: date) -> bool:
        """Tell whether the day is over."""
        return self.due_on < today


def deadline_of(state: str, since: date, rules: Iterable[Mapping[str, Any]]) -> Deadline | None:
    """Return the deadline of a case in ``state`` since a day; ``None``: no rule sets one.

    ``rules`` are the profile's ``step_deadlines``; days are calendar days.
    """
    for rule in rules:
        if rule["state"] == state:
            return Deadline(since + timedelta(days=rule["days"]), rule["source"])
    return None
