"""Record a production lot."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import Conflict, new_id
from nscl_traceability.domain.lot import Lot
from nscl_traceability.handlers.commands import RecordLot
from nscl_traceability.handlers.ports import TraceabilityWork


def record_lot(cmd: RecordLot, work: TraceabilityWork) -> dict[str, Any]:
    """Record the lot.

    Raises:
        NotFound: ``product-not-found``.
        Conflict: ``lot-exists``.
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
        quantity=cmd.quantity,
        unit=cmd.unit,
    )
    work.lots.add(lot)
    return {"id": lot.id}
