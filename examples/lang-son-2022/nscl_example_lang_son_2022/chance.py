"""Deterministic chance: each topic draws from a stream of its own.

So a change in one part of the data set leaves all other parts as they were.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

STEP_VND = 100_000
LAST_WORKING_DAY = 5
# National Day, the only public holiday in the spans that are used.
HOLIDAYS = frozenset({date(2022, 9, 1), date(2022, 9, 2)})


def stream(seed: int, topic: str) -> random.Random:
    """Return the random numbers of ``topic``."""
    return random.Random(f"{seed}:{topic}")  # noqa: S311  (made-up data, no secrets)


def day_between(chance: random.Random, first: date, last: date) -> date:
    """Return a working day from ``first`` to ``last``, both included."""
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return chance.choice([day for day in span if _is_working_day(day)])


def _is_working_day(day: date) -> bool:
    return day.isoweekday() <= LAST_WORKING_DAY and day not in HOLIDAYS


def amount(chance: random.Random, least: int, most: int) -> int:
    """Return VND between ``least`` and ``most`` millions, in steps of 100,000."""
    return chance.randrange(least * 10, most * 10 + 1) * STEP_VND


def sizes(chance: random.Random, minima: Sequence[int], total: int, largest: int) -> list[int]:
    """Split ``total`` over ``len(minima)`` places, each at least its minimum.

    Raises:
        ValueError: ``total`` does not fit.
    """
    found = list(minima)
    if not sum(found) <= total <= largest * len(found):
        raise ValueError(f"{total} does not fit into {len(found)} places of at most {largest}")
    while sum(found) < total:
        open_places = [n for n, size in enumerate(found) if size < largest]
        found[chance.choice(open_places)] += 1
    return found
