"""What is entered of a lot, and how it is checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain import quantities
from nscl_traceability.domain.lot_parts import LotInput

MOST_INPUTS = 100
# AI 10: up to 20 characters; of GS1's character set 82 only those that need no
# escape in a Digital Link path.
LOT_NUMBER = re.compile(r"[A-Za-z0-9._-]{1,20}")


@dataclass(frozen=True, kw_only=True)
class LotFacts:
    """What is entered of a lot, before it is checked."""

    number: str
    produced_on: date
    expires_on: date | None
    quantity: Decimal
    unit: str

    def checked(self) -> Self:
        """Return the facts, the quantity in its shortest form.

        Raises:
            InvalidInput: ``lot-number``, ``lot-quantity`` or ``lot-expiry``.
        """
        if not LOT_NUMBER.fullmatch(self.number):
            raise InvalidInput("lot-number", field="lot_number", number=self.number)
        if self.expires_on is not None and self.expires_on < self.produced_on:
            raise InvalidInput("lot-expiry", field="expires_on", produced_on=self.produced_on)
        return replace(self, quantity=quantities.checked(self.quantity, "quantity"))


def checked_inputs(inputs: tuple[LotInput, ...], node: str) -> tuple[LotInput, ...]:
    """Return the inputs of the lot ``node``, their quantities in the shortest form.

    Raises:
        InvalidInput: ``lot-into-itself``, ``lot-input-twice``, ``lot-inputs-many`` or
            ``lot-quantity``.
    """
    if len(inputs) > MOST_INPUTS:
        raise InvalidInput("lot-inputs-many", field="inputs", most=MOST_INPUTS)
    seen: set[str] = set()
    for place, given in enumerate(inputs):
        if given.node == node:
            raise InvalidInput("lot-into-itself", field=f"inputs.{place}.lot")
        if given.node in seen:
            raise InvalidInput("lot-input-twice", field=f"inputs.{place}.lot", number=given.number)
        seen.add(given.node)
    return tuple(
        replace(one, quantity=quantities.checked(one.quantity, f"inputs.{place}.quantity"))
        for place, one in enumerate(inputs)
    )
