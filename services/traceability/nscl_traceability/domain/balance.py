"""What went out of a lot against what was produced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from nscl_traceability.domain.quantities import Amount, total


@dataclass(frozen=True, kw_only=True)
class Balance:
    """All in ``unit``: ``used`` went into other lots, ``sold`` carries an active stamp.

    ``uncounted`` are amounts in units that cannot be compared.
    """

    unit: str
    produced: Decimal
    used: Decimal
    sold: Decimal
    uncounted: tuple[Amount, ...] = ()

    @classmethod
    def of(cls, produced: Amount, used: Iterable[Amount], stamps: int) -> Self:
        """Return the balance; one stamp is one unit of the lot."""
        found, other = total(used, produced.unit)
        return cls(
            unit=produced.unit,
            produced=produced.value,
            used=found,
            sold=Decimal(stamps),
            uncounted=tuple(other),
        )

    @property
    def gone(self) -> Decimal:
        """Return what went out."""
        return self.used + self.sold

    @property
    def left(self) -> Decimal:
        """Return what should still be there; below nought when too much went out."""
        return self.produced - self.gone

    @property
    def exceeded(self) -> bool:
        """Tell whether more went out than was produced."""
        return self.left < 0
