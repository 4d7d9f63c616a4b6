"""When a standing query is asked: the QuerySchedule of the standard, by the clock of Vietnam.

A part is a number, a range ``[2-5]``, a step ``0/15``, or several of these with commas.
A part that is not given is free, but one finer than all that are given has its lowest
value: ``{"hour": "1"}`` means 01:00:00.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from nscl_shared.kernel import DomainError
from nscl_shared.kernel.clock import VIETNAM

# from fine to coarse, each with its lowest and highest value
CLOCK = {"second": (0, 59), "minute": (0, 59), "hour": (0, 23)}
DAYS = {"dayOfMonth": (1, 31), "month": (1, 12), "dayOfWeek": (1, 7)}
PARTS = {**CLOCK, **DAYS}
_ELEMENT = re.compile(r"(\d{1,2})(?:/(\d{1,2}))?|\[(\d{1,2})-(\d{1,2})\]", re.ASCII)
MOST_TEXT = 200
# a 29th of February comes on each day of the week within 28 years, or 40 around 2100
FAR = timedelta(days=40 * 366)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


class SubscriptionControls(DomainError):
    """How a subscription is to be run cannot be understood or done."""

    status = 400


@dataclass(frozen=True)
class Schedule:
    """The parts as they were given."""

    given: Mapping[str, str]

    def next_after(self, at: datetime) -> datetime:
        """Return the first time of the schedule after ``at``.

        Raises:
            SubscriptionControls: ``epcis-schedule-never``: there is none.
        """
        start = at.astimezone(VIETNAM).replace(microsecond=0) + SECOND
        today = start.date()
        if self._fits(start) and (found := self._time_from(start.time())):
            return datetime.combine(today, found, VIETNAM)
        day = datetime.combine(today, time(), VIETNAM) + DAY
        while day - start < FAR:
            if self._fits(day):
                return datetime.combine(day, self._time_from(time()) or time(), VIETNAM)
            day += DAY
        raise SubscriptionControls("epcis-schedule-never", field="schedule")

    def _fits(self, day: datetime) -> bool:
        own = {"dayOfMonth": day.day, "month": day.month, "dayOfWeek": day.isoweekday()}
        return all(own[name] in self._values[name] for name in DAYS)

    def _time_from(self, earliest: time) -> time | None:
        hours, minutes, seconds = (sorted(self._values[n]) for n in ("hour", "minute", "second"))
        left = (hour for hour in hours if hour >= earliest.hour)
        every = (time(h, m, s) for h in left for m in minutes for s in seconds)
        return next((each for each in every if each >= earliest), None)

    @cached_property
    def _values(self) -> Mapping[str, frozenset[int]]:
        values, coarser = {}, False
        for name, (low, high) in PARTS.items():
            told = self.given.get(name)
            coarser = coarser or told is not None or name in DAYS
            free = range(low, high + 1) if coarser else (low,)
            values[name] = frozenset(free if told is None else _numbers(told, low, high) or ())
        return values


def read_schedule(given: Any, now: datetime) -> Schedule:
    """Return the schedule that JSON states.

    Raises:
        SubscriptionControls: a part is unknown or cannot be read, or no time fits.
    """
    if not isinstance(given, dict) or not given:
        raise SubscriptionControls("epcis-schedule-empty", field="schedule", parts=", ".join(PARTS))
    schedule = Schedule({name: _read(name, value) for name, value in given.items()})
    schedule.next_after(now)
    return schedule


def _read(name: str, value: Any) -> str:
    field = f"schedule.{name}"[:MOST_TEXT]
    if name not in PARTS:
        raise SubscriptionControls("epcis-subscription-unknown", field=field, name=name[:MOST_TEXT])
    low, high = PARTS[name]
    plain = isinstance(value, str | int) and not isinstance(value, bool)
    text = str(value).replace(" ", "") if plain else ""
    if len(text) > MOST_TEXT or _numbers(text, low, high) is None:
        raise SubscriptionControls(
            "epcis-schedule-part", field=field, name=name, low=low, high=high
        )
    return text


def _numbers(text: str, low: int, high: int) -> set[int] | None:
    """Return what a part names, None if it cannot be read."""
    found: set[int] = set()
    for element in text.split(","):
        numbers = _named(element, high)
        if not numbers or numbers[0] < low or numbers[-1] > high:
            return None
        found.update(numbers)
    return found


def _named(element: str, high: int) -> range:
    read = _ELEMENT.fullmatch(element)
    if read is None:
        return range(0)
    single, step, first, last = (int(part) if part else None for part in read.groups())
    if first is not None and last is not None:
        return range(first, last + 1)
    start = single or 0
    if step is None:
        return range(start, start + 1)
    return range(start, high + 1, step) if step else range(0)
