"""By what an application is scored: criteria of the province with their legal basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Self


@dataclass(frozen=True)
class Criterion:
    """One criterion; ``points`` is the most that it can get."""

    code: str
    name: str
    points: int


@dataclass(frozen=True)
class CriteriaSet:
    """A version of the criteria; ``is_default`` when the province has published none.

    ``quorum`` is the share of the members without a conflict who must have scored.
    """

    version: str
    legal_basis: str
    source: str
    valid_from: date
    criteria: tuple[Criterion, ...]
    quorum: str = "2/3"
    pass_points: int = 50
    is_default: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Return the set given as the mapping of a province profile."""
        criteria = tuple(Criterion(**line) for line in given["criteria"])
        return cls(**{**given, "criteria": criteria})

    def needed(self, members: int) -> int:
        """Return how many of ``members`` make a quorum.

        >>> DEFAULT_CRITERIA.needed(5)
        4
        """
        share = Fraction(self.quorum) * members
        return -(-share.numerator // share.denominator)


DEFAULT_CRITERIA = CriteriaSet(
    version="default-1",
    legal_basis="Mặc định của phần mềm",
    source="Default of the software; the profile of the province names no criteria",
    valid_from=date(2000, 1, 1),
    criteria=(
        Criterion("need", "Sự cần thiết và phù hợp với chương trình", 30),
        Criterion("plan", "Nội dung, kế hoạch thực hiện khả thi", 25),
        Criterion("capacity", "Năng lực của đơn vị và phần vốn đối ứng", 20),
        Criterion("effect", "Hiệu quả và khả năng duy trì, nhân rộng", 25),
    ),
    is_default=True,
)


def criteria_on(day: date, sets: Sequence[CriteriaSet]) -> CriteriaSet:
    """Return the latest set that is in force on ``day``, else the default."""
    found = [one for one in sets if one.valid_from <= day]
    return max(found, key=lambda one: one.valid_from, default=DEFAULT_CRITERIA)
