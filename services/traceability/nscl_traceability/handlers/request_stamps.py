"""Ask for stamps."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.domain.stamp_rules import require_entitled
from nscl_traceability.handlers.issue_stamps import batch_answer
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.stamp_commands import RequestStamps


def request_stamps(cmd: RequestStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Enter the request; requests at the same moment share the lot's quota.

    Raises:
        NotFound: ``lot-not-found``.
        RuleViolation: ``stamps-above-quota``; of a firm also ``lot-expired`` and
            ``certificates-lapsed``.
    """
    lot = work.lots.get(cmd.lot_id)
    product = work.products.get(lot.product_id)
    if cmd.for_firm:
        standings = work.standings.of(product.producer.firm_id, product.name)
        require_entitled(lot, standings, cmd.on)
    batch = StampBatch.request(
        new_id(),
        number=work.next_number("stamp-batch"),
        product=product,
        lot=lot,
        quantity=cmd.quantity,
        on=cmd.on,
        by=cmd.by,
        note=cmd.note,
    )
    work.stamp_acts.note(batch.id, "requested", stamps=batch.everything, by=cmd.by, note=cmd.note)
    work.batches.add(batch)
    return batch_answer(batch)
