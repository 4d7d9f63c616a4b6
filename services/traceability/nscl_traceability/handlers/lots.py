"""Record and correct lots, keep their tests, watch their balance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nscl_shared.kernel import Conflict, Stale, new_id
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.lot_entry import LotFacts
from nscl_traceability.handlers.commands import RecordLot
from nscl_traceability.handlers.lot_commands import AddTest, CheckBalance, CorrectLot, RemoveTest
from nscl_traceability.handlers.lot_inputs import check_balance_of, join, note_use, resolved
from nscl_traceability.handlers.ports import TraceabilityWork


def record_lot(cmd: RecordLot, work: TraceabilityWork) -> dict[str, Any]:
    """Record the lot and its edges in the graph.

    Raises:
        NotFound: ``product-not-found``.
        Conflict: ``lot-exists``.
        RuleViolation: ``lot-cycle``.
    """
    product = work.products.get(cmd.product_id)
    if work.lots.by_number(product.id, cmd.lot_number) is not None:
        raise Conflict("lot-exists", field="lot_number", number=cmd.lot_number)
    lot = Lot.record_new(
        new_id(),
        product,
        number=cmd.lot_number,
        produced_on=cmd.produced_on,
        expires_on=cmd.expires_on,
        quantity=Decimal(cmd.quantity),
        unit=cmd.unit,
        inputs=resolved(cmd.inputs, product, work),
    )
    work.lots.add(lot)
    join(lot, work, cmd.produced_on)
    return {"id": lot.id}


def correct_lot(cmd: CorrectLot, work: TraceabilityWork) -> dict[str, Any]:
    """Change what is known of the lot; lots that are no input any more are looked at again.

    Raises:
        Stale: ``changed-meanwhile``.
        Conflict: ``lot-has-stamps``, ``lot-recalled`` or ``lot-exists``.
    """
    lot = work.lots.get(cmd.lot_id)
    if lot.version != cmd.version:
        raise Stale("changed-meanwhile", id=lot.id)
    product = work.products.get(lot.product_id)
    other = work.lots.by_number(product.id, cmd.lot_number)
    if other is not None and other.id != lot.id:
        raise Conflict("lot-exists", field="lot_number", number=cmd.lot_number)
    before = {one.lot_id for one in lot.inputs if one.lot_id}
    given = LotFacts(
        number=cmd.lot_number,
        produced_on=cmd.produced_on,
        expires_on=cmd.expires_on,
        quantity=cmd.quantity,
        unit=cmd.unit,
    )
    lot.correct(product, given, resolved(cmd.inputs, product, work), allowed=cmd.allowed)
    join(lot, work, cmd.on)
    for lot_id in sorted(before - {one.lot_id for one in lot.inputs}):
        note_use(work.lots.get(lot_id), work, cmd.on)
    check_balance_of(lot, work, cmd.on)
    return {"id": lot.id, "version": lot.version}


def add_test(cmd: AddTest, work: TraceabilityWork) -> dict[str, Any]:
    """Keep the report."""
    lot = work.lots.get(cmd.lot_id)
    lot.add_test(cmd.test)
    return {"id": cmd.test.test_id}


def remove_test(cmd: RemoveTest, work: TraceabilityWork) -> dict[str, Any]:
    """Take the report out."""
    work.lots.get(cmd.lot_id).remove_test(cmd.test_id)
    return {}


def check_balance(cmd: CheckBalance, work: TraceabilityWork) -> dict[str, Any]:
    """Look at one lot."""
    lot = work.lots.get(cmd.lot_id)
    check_balance_of(lot, work, cmd.on)
    return {"overdrawn": lot.overdrawn}
