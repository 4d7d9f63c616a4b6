"""Money of the programme by where it comes from; whole VND."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nscl_shared.kernel import InvalidInput


class FundSource(StrEnum):
    """Ngân sách trung ương, ngân sách tỉnh, doanh nghiệp, nguồn khác."""

    CENTRAL = "central_budget"
    PROVINCIAL = "provincial_budget"
    ENTERPRISE = "enterprise"
    OTHER = "other"


STATE = frozenset({FundSource.CENTRAL, FundSource.PROVINCIAL})


@dataclass(frozen=True)
class BudgetLine:
    """What one source gives, whole VND."""

    source: FundSource
    amount_vnd: int


def checked_lines(lines: Iterable[BudgetLine], *, field: str = "budget") -> tuple[BudgetLine, ...]:
    """Return the lines.

    Raises:
        InvalidInput: ``budget-source-doubled``.
    """
    found = tuple(lines)
    for place, line in enumerate(found):
        if line.source in {earlier.source for earlier in found[:place]}:
            raise InvalidInput("budget-source-doubled", field=f"{field}.{place}.source")
    return found


def total(lines: Sequence[BudgetLine]) -> int | None:
    """Return the sum of all sources; ``None`` when no line is known."""
    return sum(line.amount_vnd for line in lines) if lines else None


def state_total(lines: Sequence[BudgetLine]) -> int | None:
    """Return the sum of the State's sources; ``None`` when no line is known."""
    return sum(line.amount_vnd for line in lines if line.source in STATE) if lines else None
