"""Targets of a plan or project: planned figures and how each is measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nscl_shared.kernel import InvalidInput, RuleViolation, new_id


class Measure(StrEnum):
    """How a target is measured: computed from the register, or entered by hand.

    Certificates belong to another service, which may not be there: by hand.
    """

    SUPPORTED_UNITS = "supported_units"
    PARTICIPATIONS = "participations"
    TRAINED_PEOPLE = "trained_people"
    TRAINING_CLASSES = "training_classes"
    COMMUNICATIONS = "communications"
    MANUAL = "manual"


@dataclass(frozen=True)
class Target:
    """A figure planned for a year, such as "support 5 units in 2020"."""

    target_id: str
    indicator: str
    unit: str
    planned: int
    year: int
    measure: Measure


@dataclass(frozen=True)
class NewTarget:
    """A target as it is entered; ``target_id`` names one that an amendment keeps or changes."""

    indicator: str
    unit: str
    planned: int
    year: int
    measure: Measure
    target_id: str | None = None


@dataclass(frozen=True)
class Reading:
    """A figure entered by hand, with its note; the latest one counts."""

    target_id: str
    value: int
    note: str
    on: date
    by: str


def set_targets(
    given: Iterable[NewTarget], period: tuple[int, int], known: Iterable[Target] = ()
) -> tuple[Target, ...]:
    """Return the targets with their ids.

    Raises:
        InvalidInput: ``target-unknown``, an id that is none of ``known``.
        RuleViolation: ``target-outside-period``.
    """
    ids = {target.target_id for target in known}
    return tuple(_target(place, one, period, ids) for place, one in enumerate(given))


def _target(place: int, one: NewTarget, period: tuple[int, int], ids: set[str]) -> Target:
    first, last = period
    if not first <= one.year <= last:
        raise RuleViolation(
            "target-outside-period",
            field=f"targets.{place}.year",
            year=one.year,
            period_from=first,
            period_to=last,
        )
    if one.target_id is not None and one.target_id not in ids:
        raise InvalidInput("target-unknown", field=f"targets.{place}.target_id", id=one.target_id)
    return Target(
        one.target_id or new_id(), one.indicator, one.unit, one.planned, one.year, one.measure
    )
