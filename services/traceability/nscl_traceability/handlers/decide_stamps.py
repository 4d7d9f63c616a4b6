"""Grant a request for stamps, or turn it down."""

from __future__ import annotations

from typing import Any

from nscl_traceability.handlers.issue_stamps import batch_answer
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.stamp_commands import ApproveStamps, RefuseStamps


def approve_stamps(cmd: ApproveStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Grant the request, or a part of it.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``batch-not-requested``.
        InvalidInput: ``stamp-quantity`` or ``stamps-above-request``.
    """
    batch = work.batches.get(cmd.batch_id)
    product, lot = work.products.get(batch.product_id), work.lots.get(batch.lot_id)
    quantity = batch.requested if cmd.quantity is None else cmd.quantity
    batch.approve(product, lot, quantity=quantity, on=cmd.on, by=cmd.by)
    work.stamp_acts.note(batch.id, "approved", stamps=batch.everything, by=cmd.by)
    return batch_answer(batch)


def refuse_stamps(cmd: RefuseStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Turn the request down.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``batch-not-requested``.
        InvalidInput: ``refusal-reason``.
    """
    batch = work.batches.get(cmd.batch_id)
    product, lot = work.products.get(batch.product_id), work.lots.get(batch.lot_id)
    batch.refuse(product, lot, reason=cmd.reason, on=cmd.on, by=cmd.by)
    work.stamp_acts.note(batch.id, "refused", stamps=(), by=cmd.by, note=cmd.reason)
    return batch_answer(batch)
