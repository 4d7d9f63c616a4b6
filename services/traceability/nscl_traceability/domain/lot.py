"""A production lot and its quota of stamps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Any, Self

from nscl_shared.kernel import Aggregate, Conflict, InvalidInput, RuleViolation
from nscl_traceability.domain.balance import Balance
from nscl_traceability.domain.events import LotCorrected, LotRecorded, LotTouched, QuotaMoved
from nscl_traceability.domain.lot_entry import LotFacts, checked_inputs
from nscl_traceability.domain.lot_parts import LabTest, LotInput, RecallMark
from nscl_traceability.domain.product import Product
from nscl_traceability.domain.quantities import Amount
from nscl_traceability.domain.recall_events import MassBalanceExceeded
from nscl_traceability.domain.trace import lot_node

MOST_TESTS = 50


@dataclass(kw_only=True)
class Lot(Aggregate):
    """What was produced together; never more stamps in use than units.

    ``stamps_requested`` are in requests that wait for a decision or for issue,
    ``stamps_replaced`` were spoilt or lost, so that as many more may be asked for.
    ``quantity`` counts whole units, for stamps; ``exact_quantity`` is set where there is
    a part of a unit, too.  ``node`` is the lot's place in the graph.
    """

    product_id: str
    node: str
    number: str
    produced_on: date
    expires_on: date | None
    quantity: int
    unit: str
    exact_quantity: Decimal | None = None
    stamps_issued: int = 0
    stamps_requested: int = 0
    stamps_replaced: int = 0
    inputs: tuple[LotInput, ...] = ()
    tests: tuple[LabTest, ...] = ()
    recall: RecallMark | None = None
    overdrawn: bool = False

    @classmethod
    def record_new(
        cls,
        lot_id: str,
        product: Product,
        *,
        number: str,
        produced_on: date,
        expires_on: date | None,
        quantity: Decimal | int,
        unit: str,
        inputs: tuple[LotInput, ...] = (),
    ) -> Self:
        """Return a new lot of ``product``, announced.

        Raises:
            InvalidInput: ``lot-number``, ``lot-quantity``, ``lot-expiry``, or what
                ``checked_inputs`` refuses.
        """
        given = LotFacts(
            number=number,
            produced_on=produced_on,
            expires_on=expires_on,
            quantity=Decimal(quantity),
            unit=unit,
        ).checked()
        node = lot_node(product.gtin, number)
        lot = cls(
            id=lot_id,
            product_id=product.id,
            node=node,
            number=number,
            produced_on=produced_on,
            expires_on=expires_on,
            unit=unit,
            inputs=checked_inputs(inputs, node),
            **_counted(given.quantity),
        )
        lot.record(LotRecorded(product=product.facts, **lot._told))
        return lot

    @property
    def stamps_left(self) -> int:
        """Return how many more stamps may be asked for."""
        return self.quantity + self.stamps_replaced - self.stamps_issued - self.stamps_requested

    @property
    def amount(self) -> Amount:
        """Return what was produced."""
        exact = self.exact_quantity
        return Amount(Decimal(self.quantity) if exact is None else exact, self.unit)

    @property
    def facts(self) -> LotFacts:
        """Return what can be corrected."""
        return LotFacts(
            number=self.number,
            produced_on=self.produced_on,
            expires_on=self.expires_on,
            quantity=self.amount.value,
            unit=self.unit,
        )

    def correct(
        self, product: Product, given: LotFacts, inputs: tuple[LotInput, ...], *, allowed: bool
    ) -> None:
        """Replace facts and inputs; a lot with stamps keeps number and dates unless ``allowed``.

        ``allowed`` says that an officer corrects, with a reason.

        Raises:
            Conflict: ``lot-has-stamps`` or ``lot-recalled``.
            RuleViolation: ``lot-below-stamps``: fewer units than stamps.
            InvalidInput: as for a new lot.
        """
        given = given.checked()
        self._require_changeable(given, allowed=allowed)
        promised = self.quantity - self.stamps_left
        if given.quantity < promised:
            raise RuleViolation("lot-below-stamps", field="quantity", stamps=promised)
        self.node = lot_node(product.gtin, given.number)
        self.inputs = checked_inputs(inputs, self.node)
        self.number, self.unit = given.number, given.unit
        self.produced_on, self.expires_on = given.produced_on, given.expires_on
        counted = _counted(given.quantity)
        self.quantity, self.exact_quantity = counted["quantity"], counted["exact_quantity"]
        self.record(LotCorrected(product=product.facts, **self._told))

    def add_test(self, test: LabTest) -> None:
        """Take a laboratory's report.

        Raises:
            RuleViolation: ``too-many-tests``.
        """
        if len(self.tests) >= MOST_TESTS:
            raise RuleViolation("too-many-tests", most=MOST_TESTS)
        self.tests = (*self.tests, test)
        self.record(LotTouched(self.id, "test-added"))

    def remove_test(self, test_id: str) -> None:
        """Take a report out again; one that is not there changes nothing."""
        left = tuple(test for test in self.tests if test.test_id != test_id)
        if left != self.tests:
            self.tests = left
            self.record(LotTouched(self.id, "test-removed"))

    def used(self) -> None:
        """Note that it went into another lot, so that changes to both are seen by each other."""
        self.record(LotTouched(self.id, "used"))

    def note_balance(self, balance: Balance, product: Product, on: date) -> None:
        """Note whether more went out than was produced; the alarm is raised once."""
        if balance.exceeded == self.overdrawn:
            return
        self.overdrawn = balance.exceeded
        if not balance.exceeded:
            self.record(LotTouched(self.id, "balanced"))
            return
        self.record(
            MassBalanceExceeded(
                product=product.facts,
                lot_id=self.id,
                lot_number=self.number,
                produced=balance.produced,
                gone=balance.gone,
                unit=balance.unit,
                noticed_on=on,
            )
        )

    @property
    def _told(self) -> dict[str, Any]:
        return {
            "lot_id": self.id,
            "lot_number": self.number,
            "produced_on": self.produced_on,
            "expires_on": self.expires_on,
            "quantity": self.quantity,
            "exact_quantity": self.exact_quantity,
            "unit": self.unit,
        }

    def _require_changeable(self, given: LotFacts, *, allowed: bool) -> None:
        self.require_not_recalled()
        kept = (self.number, self.produced_on, self.expires_on)
        moved = (given.number, given.produced_on, given.expires_on) != kept
        if self.stamps_issued and moved and not allowed:
            raise Conflict("lot-has-stamps", field="lot_number", stamps=self.stamps_issued)

    def require_not_recalled(self) -> None:
        """Let nothing new be done with a lot under recall.

        Raises:
            Conflict: ``lot-recalled``.
        """
        if self.recall is not None:
            raise Conflict("lot-recalled", number=self.number)

    def request_stamps(self, quantity: int) -> None:
        """Hold part of the quota for a request.

        Raises:
            Conflict: ``lot-recalled``.
            InvalidInput: ``stamp-quantity`` below one.
            RuleViolation: ``stamps-above-quota``: more stamps than units.
        """
        self.require_not_recalled()
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
        """Turn what a request held into stamps.

        Raises:
            Conflict: ``lot-recalled``.
        """
        self.require_not_recalled()
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


def _counted(quantity: Decimal) -> dict[str, Any]:
    whole = quantity.to_integral_value(ROUND_FLOOR)
    return {"quantity": int(whole), "exact_quantity": None if whole == quantity else quantity}
