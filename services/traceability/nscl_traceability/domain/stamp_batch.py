"""A batch of stamps, from request to void: one record, however many serials it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from nscl_shared.kernel import Aggregate, Conflict, InvalidInput
from nscl_traceability.domain import events as e
from nscl_traceability.domain import intervals as iv
from nscl_traceability.domain.intervals import Intervals
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.product import Product
from nscl_traceability.domain.serials import MAX_INDEX
from nscl_traceability.domain.stamp_states import (
    REPLACED,
    StampStates,
    VoidReason,
    wanted_range,
)


class BatchState(StrEnum):
    """Where the batch as a whole is; its stamps have states of their own."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    ISSUED = "issued"


@dataclass(kw_only=True)
class StampBatch(Aggregate):
    """``number`` is the batch's place in the serials, ``key_id`` the key they are made with.

    ``requested`` stamps were asked for, ``quantity`` are granted (until the decision: the
    same).  A key is chosen when the batch is issued.
    """

    number: int
    product_id: str
    firm_id: str
    lot_id: str
    gtin: str
    lot_number: str
    requested: int
    quantity: int
    requested_on: date
    requested_by: str
    note: str = ""
    state: BatchState = BatchState.REQUESTED
    decided_on: date | None = None
    decided_by: str | None = None
    refusal: str | None = None
    key_id: int | None = None
    issued_on: date | None = None
    stamps: StampStates = field(default_factory=StampStates)

    @classmethod
    def request(
        cls,
        batch_id: str,
        *,
        number: int,
        product: Product,
        lot: Lot,
        quantity: int,
        on: date,
        by: str,
        note: str = "",
    ) -> Self:
        """Return a new request for ``lot``, announced; it holds part of the lot's quota.

        Raises:
            RuleViolation: ``stamps-above-quota``.
            InvalidInput: ``stamp-quantity`` below one, ``stamps-above-batch`` above what one
                batch can number.
        """
        if quantity > MAX_INDEX:
            raise InvalidInput("stamps-above-batch", field="quantity", most=MAX_INDEX)
        lot.request_stamps(quantity)
        batch = cls(
            id=batch_id,
            number=number,
            product_id=product.id,
            firm_id=product.producer.firm_id,
            lot_id=lot.id,
            gtin=product.gtin,
            lot_number=lot.number,
            requested=quantity,
            quantity=quantity,
            requested_on=on,
            requested_by=by,
            note=note,
        )
        facts = batch.facts(product)
        batch.record(e.StampsRequested(batch=facts, quantity=quantity, requested_on=on))
        return batch

    @property
    def everything(self) -> Intervals:
        """Return all stamps of the batch."""
        return ((1, self.quantity),)

    def without_scrap(self, wanted: Intervals) -> Intervals:
        """Return ``wanted`` without what the printer spoilt: it is in no roll that is used."""
        return iv.subtract(wanted, self.stamps.scrapped)

    def facts(self, product: Product) -> e.BatchFacts:
        """Return what events say of this batch."""
        return e.BatchFacts(
            product=product.facts,
            batch_id=self.id,
            lot_id=self.lot_id,
            lot_number=self.lot_number,
        )

    def approve(self, product: Product, lot: Lot, *, quantity: int, on: date, by: str) -> None:
        """Grant ``quantity`` stamps; what is not granted goes back to the lot's quota.

        Raises:
            Conflict: ``batch-not-requested``: it is decided already.
            InvalidInput: ``stamp-quantity``; ``stamps-above-request``: more than were asked for.
        """
        self._require_requested()
        if quantity < 1:
            raise InvalidInput("stamp-quantity", field="quantity")
        if quantity > self.requested:
            raise InvalidInput("stamps-above-request", field="quantity", most=self.requested)
        lot.release_stamps(self.requested - quantity)
        self.quantity = quantity
        self._decide(BatchState.APPROVED, on, by)
        self.record(
            e.StampsApproved(
                batch=self.facts(product),
                requested=self.requested,
                quantity=quantity,
                approved_on=on,
            )
        )

    def refuse(self, product: Product, lot: Lot, *, reason: str, on: date, by: str) -> None:
        """Turn the request down; its part of the quota is free again.

        Raises:
            Conflict: ``batch-not-requested``.
            InvalidInput: ``refusal-reason``: none is given.
        """
        self._require_requested()
        if not reason.strip():
            raise InvalidInput("refusal-reason", field="reason")
        lot.release_stamps(self.quantity)
        self.refusal = reason
        self._decide(BatchState.REFUSED, on, by)
        self.record(
            e.StampsRefused(
                batch=self.facts(product), quantity=self.quantity, reason=reason, refused_on=on
            )
        )

    def issue(self, product: Product, lot: Lot, *, key_id: int, on: date) -> None:
        """Make the serials valid under the key ``key_id``.

        Raises:
            Conflict: ``batch-not-approved``.
        """
        if self.state is not BatchState.APPROVED:
            raise Conflict("batch-not-approved", number=self.number)
        lot.issue_stamps(self.quantity)
        self.state, self.key_id, self.issued_on = BatchState.ISSUED, key_id, on
        facts = self.facts(product)
        self.record(e.StampsIssued(batch=facts, quantity=self.quantity, issued_on=on))

    def print_out(self, first: int, last: int) -> int:
        """Note that the range goes to a printer; return how many stamps go for the first time.

        Raises:
            Conflict: ``batch-not-issued``.
            InvalidInput: ``stamp-range``.
        """
        self._require_issued()
        before = self.stamps
        self.stamps = before.print_out(wanted_range(first, last, self.quantity))
        new = self.stamps.figures.printed - before.figures.printed
        if new:
            self.record(e.StampsPrinted(batch_id=self.id, quantity=new))
        return new

    def activate(self, product: Product, wanted: Intervals, on: date) -> None:
        """Put printed stamps into use.

        Raises:
            Conflict: ``batch-not-issued``, ``stamps-not-printed``, ``stamps-ended`` or
                ``stamps-activated``.
        """
        self._require_issued()
        self.stamps = self.stamps.activate(wanted)
        self.record(
            e.StampsActivated(
                batch=self.facts(product),
                quantity=iv.count(wanted),
                activated=self.stamps.figures.activated,
                activated_on=on,
            )
        )

    def scrap(self, lot: Lot, wanted: Intervals) -> int:
        """Note what the printer spoilt; as many may be asked for anew.  Return how many are new.

        Raises:
            Conflict: ``batch-not-issued``, ``stamps-not-printed``, ``stamps-activated`` or
                ``stamps-ended``.
        """
        self._require_issued()
        before = self.stamps
        self.stamps = before.scrap(wanted)
        new = self.stamps.figures.scrapped - before.figures.scrapped
        if new:
            lot.replace_stamps(new)
            self.record(e.StampsScrapped(batch_id=self.id, quantity=new))
        return new

    def void(
        self, product: Product, lot: Lot, wanted: Intervals, reason: VoidReason, on: date
    ) -> None:
        """Take stamps out of use for ever.

        Raises:
            Conflict: ``batch-not-issued``, ``stamps-not-printed`` or ``stamps-ended``.
        """
        self._require_issued()
        self.stamps = self.stamps.void(wanted, reason)
        quantity = iv.count(wanted)
        if reason in REPLACED:
            lot.replace_stamps(quantity)
        self.record(
            e.StampsVoided(
                batch=self.facts(product), quantity=quantity, reason=reason.value, voided_on=on
            )
        )

    def _require_requested(self) -> None:
        if self.state is not BatchState.REQUESTED:
            raise Conflict("batch-not-requested", number=self.number)

    def _require_issued(self) -> None:
        if self.state is not BatchState.ISSUED:
            raise Conflict("batch-not-issued", number=self.number)

    def _decide(self, state: BatchState, on: date, by: str) -> None:
        self.state, self.decided_on, self.decided_by = state, on, by
