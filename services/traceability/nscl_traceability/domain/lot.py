"""A production lot and its quota of stamps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_shared.kernel import Aggregate, InvalidInput, RuleViolation
from nscl_traceability.domain.events import LotRecorded, QuotaMoved
from nscl_traceability.domain.product import Product

# AI 10: up to 20 characters; of GS1's character set 82 only those that need no
# escape in a Digital Link path.
LOT_NUMBER = re.compile(r"[A-Za-z0-9._-]{1,20}")


@dataclass(kw_only=True)
class Lot(Aggregate):
    """What was produced together; never more stamps in use than units.

    ``stamps_requested`` are in requests that wait for a decision or for issue,
    ``stamps_replaced`` were spoilt or lost, so that as many more may be asked for.
    """

    product_id: str
    number: str
    produced_on: date
    expires_on: date | None
    quantity: int
    unit: str
    stamps_issued: int = 0
    stamps_requested: int = 0
    stamps_replaced: int = 0

    @classmethod
    def record_new(
        cls,
        lot_id: str,
        product: Product,
        *,
        number: str,
        produced_on: date,
        expires_on: date | None,
        quantity: int,
        unit: str,
    ) -> Self:
        """Return a new lot of ``product``, announced.

        Raises:
            InvalidInput: ``lot-number``, ``lot-quantity`` or ``lot-expiry``.
        """
        if not LOT_NUMBER.fullmatch(number):
            raise InvalidInput("lot-number", field="lot_number", number=number)
        if quantity < 1:
            raise InvalidInput("lot-quantity", field="quantity")
        if expires_on is not None and expires_on < produced_on:
            raise InvalidInput("lot-expiry", field="expires_on", produced_on=produced_on)
        lot = cls(
            id=lot_id,
            product_id=product.id,
            number=number,
            produced_on=produced_on,
            expires_on=expires_on,
            quantity=quantity,
            unit=unit,
        )
        lot.record(
            LotRecorded(
                product=product.facts,
                lot_id=lot_id,
                lot_number=number,
                produced_on=produced_on,
                expires_on=expires_on,
                quantity=quantity,
                unit=unit,
            )
        )
        return lot

    @property
    def stamps_left(self) -> int:
        """Return how many more stamps may be asked for."""
        return self.quantity + self.stamps_replaced - self.stamps_issued - self.stamps_requested

    def request_stamps(self, quantity: int) -> None:
        """Hold part of the quota for a request.

        Raises:
            InvalidInput: ``stamp-quantity`` below one.
            RuleViolation: ``stamps-above-quota``: more stamps than units.
        """
        if quantity < 1:
            raise InvalidInput("stamp-quantity", field="quantity")
        if quantity > (left := self.stamps_left):
            raise RuleViolation(
                "stamps-above-quota", field="quantity", asked=quantity, left=left, lot=self.number
            )
        self._move_quota(requested=quantity)

    def release_stamps(self, quantity: int) -> None:
        """Give back what a request held and was not granted."""
        if quantity:
            self._move_quota(requested=-quantity)

    def issue_stamps(self, quantity: int) -> None:
        """Turn what a request held into stamps."""
        self._move_quota(requested=-quantity, issued=quantity)

    def replace_stamps(self, quantity: int) -> None:
        """Let stamps that were spoilt or lost be asked for anew."""
        if quantity:
            self._move_quota(replaced=quantity)

    def _move_quota(self, *, requested: int = 0, issued: int = 0, replaced: int = 0) -> None:
        self.stamps_requested += requested
        self.stamps_issued += issued
        self.stamps_replaced += replaced
        self.record(QuotaMoved(self.id, requested, issued, replaced))
