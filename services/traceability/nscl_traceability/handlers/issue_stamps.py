"""Issue stamps: an approved batch, or a new one at once."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.stamp_commands import IssueBatch, IssueStamps


def issue_batch(cmd: IssueBatch, work: TraceabilityWork) -> dict[str, Any]:
    """Issue an approved batch: still one record, whatever the quantity.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``batch-not-approved`` or ``lot-recalled``.
    """
    batch = work.batches.get(cmd.batch_id)
    product, lot = work.products.get(batch.product_id), work.lots.get(batch.lot_id)
    batch.issue(product, lot, key_id=cmd.key_id, on=cmd.on)
    work.stamp_acts.note(batch.id, "issued", stamps=batch.everything, by=cmd.by)
    return batch_answer(batch)


def issue_stamps(cmd: IssueStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Request, approve and issue in one transaction.

    Raises:
        NotFound: ``lot-not-found``.
        RuleViolation: ``stamps-above-quota``.
    """
    lot = work.lots.get(cmd.lot_id)
    product, on = work.products.get(lot.product_id), cmd.issued_on
    batch = StampBatch.request(
        new_id(),
        number=work.next_number("stamp-batch"),
        product=product,
        lot=lot,
        quantity=cmd.quantity,
        on=on,
        by=cmd.by,
    )
    batch.approve(product, lot, quantity=cmd.quantity, on=on, by=cmd.by)
    batch.issue(product, lot, key_id=cmd.key_id, on=on)
    work.stamp_acts.note(batch.id, "issued", stamps=batch.everything, by=cmd.by)
    if cmd.activate:
        batch.print_out(1, batch.quantity)
        batch.activate(product, batch.everything, on)
        work.stamp_acts.note(batch.id, "activated", stamps=batch.everything, by=cmd.by)
    work.batches.add(batch)
    return batch_answer(batch)


def batch_answer(batch: StampBatch) -> dict[str, Any]:
    """Return what every command about a batch answers."""
    return {
        "id": batch.id,
        "number": batch.number,
        "key_id": batch.key_id,
        "state": batch.state.value,
        "quantity": batch.quantity,
    }
