"""Ask for stamps."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.handlers.issue_stamps import batch_answer
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.stamp_commands import RequestStamps


def request_stamps(cmd: RequestStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Enter the request; requests at the same moment share the lot's quota.

    Raises:
        NotFound: ``lot-not-found``.
        RuleViolation: ``stamps-above-quota``.
    """
    lot = work.lots.get(cmd.lot_id)
    batch = StampBatch.request(
        new_id(),
        number=work.next_number("stamp-batch"),
        product=work.products.get(lot.product_id),
        lot=lot,
        quantity=cmd.quantity,
        on=cmd.on,
        by=cmd.by,
        note=cmd.note,
    )
    work.stamp_acts.note(batch.id, "requested", stamps=batch.everything, by=cmd.by, note=cmd.note)
    work.batches.add(batch)
    return batch_answer(batch)
