"""Issue a batch of stamps."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.handlers.commands import IssueStamps
from nscl_traceability.handlers.ports import TraceabilityWork


def issue_stamps(cmd: IssueStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Issue the batch: one record, whatever the quantity.

    Raises:
        NotFound: ``lot-not-found``.
        RuleViolation: ``stamps-above-quota``.
    """
    lot = work.lots.get(cmd.lot_id)
    batch = StampBatch.issue(
        new_id(),
        number=work.next_number("stamp-batch"),
        key_id=cmd.key_id,
        product=work.products.get(lot.product_id),
        lot=lot,
        quantity=cmd.quantity,
        issued_on=cmd.issued_on,
    )
    work.batches.add(batch)
    return {"id": batch.id, "number": batch.number, "key_id": batch.key_id}
