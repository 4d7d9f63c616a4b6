"""A batch of stamps: one record, however many serials it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_shared.kernel import Aggregate, InvalidInput
from nscl_traceability.domain.events import StampsIssued
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.product import Product
from nscl_traceability.domain.serials import MAX_INDEX


@dataclass(kw_only=True)
class StampBatch(Aggregate):
    """``number`` is the batch's place in the serials, ``key_id`` the key they are made with."""

    number: int
    key_id: int
    product_id: str
    lot_id: str
    gtin: str
    lot_number: str
    quantity: int
    issued_on: date

    @classmethod
    def issue(
        cls,
        batch_id: str,
        *,
        number: int,
        key_id: int,
        product: Product,
        lot: Lot,
        quantity: int,
        issued_on: date,
    ) -> Self:
        """Return a new batch for ``lot``, announced; the lot's quota is used up.

        Raises:
            RuleViolation: ``stamps-above-quota``.
            InvalidInput: ``stamp-quantity`` below one, ``stamps-above-batch`` above what one
                batch can number.
        """
        if quantity > MAX_INDEX:
            raise InvalidInput("stamps-above-batch", field="quantity", most=MAX_INDEX)
        lot.reserve_stamps(quantity)
        batch = cls(
            id=batch_id,
            number=number,
            key_id=key_id,
            product_id=product.id,
            lot_id=lot.id,
            gtin=product.gtin,
            lot_number=lot.number,
            quantity=quantity,
            issued_on=issued_on,
        )
        batch.record(
            StampsIssued(
                product=product.facts,
                batch_id=batch_id,
                lot_id=lot.id,
                lot_number=lot.number,
                quantity=quantity,
                issued_on=issued_on,
            )
        )
        return batch
