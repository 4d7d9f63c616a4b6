"""Amounts with units: which can be compared, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nscl_shared.kernel import InvalidInput, search_key

PLACES = 3
MOST = Decimal(10) ** 9

# Vietnamese and international names, and UN/ECE Recommendation 20 codes as EPCIS has them.
_KILOGRAMS: Mapping[str, Decimal] = {
    "kg": Decimal(1), "kgm": Decimal(1), "kilogram": Decimal(1), "kilogam": Decimal(1),
    "ki-lo-gam": Decimal(1), "can": Decimal(1),
    "g": Decimal("0.001"), "grm": Decimal("0.001"), "gram": Decimal("0.001"),
    "gam": Decimal("0.001"), "yen": Decimal(10), "ta": Decimal(100),
    "tan": Decimal(1000), "tne": Decimal(1000), "ton": Decimal(1000), "tonne": Decimal(1000),
}  # fmt: skip
_LITRES: Mapping[str, Decimal] = {
    "l": Decimal(1), "ltr": Decimal(1), "lit": Decimal(1), "litre": Decimal(1), "liter": Decimal(1),
    "ml": Decimal("0.001"), "mlt": Decimal("0.001"), "m3": Decimal(1000), "mtq": Decimal(1000),
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """So much of a unit, as people wrote it."""

    value: Decimal
    unit: str

    @property
    def measure(self) -> tuple[str, Decimal]:
        """Return the measure (``kg``, ``l`` or the unit itself) and the value in it."""
        name = search_key(self.unit)
        for measure, table in (("kg", _KILOGRAMS), ("l", _LITRES)):
            if name in table:
                return measure, self.value * table[name]
        return name, self.value


def checked(value: Decimal, field: str) -> Decimal:
    """Return a quantity that is above nought, with at most three decimals.

    Raises:
        InvalidInput: ``lot-quantity``.
    """
    exponent = value.normalize().as_tuple().exponent if value.is_finite() else "n"
    if not isinstance(exponent, int) or not 0 < value <= MOST or -exponent > PLACES:
        raise InvalidInput("lot-quantity", field=field)
    return value.normalize() if exponent < 0 else value.quantize(Decimal(1))


def plain(value: Decimal) -> str:
    """Return a number without exponent and without noughts at the end."""
    return format(value.normalize(), "f")


def total(amounts: Iterable[Amount], unit: str) -> tuple[Decimal, list[Amount]]:
    """Return the sum in ``unit`` of what can be compared with it, and what cannot be."""
    measure, size = Amount(Decimal(1), unit).measure
    found, other = Decimal(0), []
    for amount in amounts:
        theirs, value = amount.measure
        if theirs == measure:
            found += value / size
        else:
            other.append(amount)
    return found, other
