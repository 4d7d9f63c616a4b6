"""What happens to stamps once they are issued: printed, scrapped, activated, voided."""

from __future__ import annotations

from typing import Any

from nscl_traceability.domain.stamp_states import wanted_range
from nscl_traceability.handlers.issue_stamps import batch_answer
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.stamp_commands import (
    ActivateStamps,
    PrintStamps,
    RecordPrintFile,
    ScrapStamps,
    VoidStamps,
)


def print_stamps(cmd: PrintStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Note that a range goes to a printer; what went before is no act of its own.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``batch-not-issued``.
        InvalidInput: ``stamp-range``.
    """
    batch = work.batches.get(cmd.batch_id)
    if batch.print_out(cmd.first, cmd.last):
        wanted = wanted_range(cmd.first, cmd.last, batch.quantity)
        work.stamp_acts.note(batch.id, "printed", stamps=wanted, by=cmd.by, note=cmd.form)
    return batch_answer(batch)


def record_print_file(cmd: RecordPrintFile, work: TraceabilityWork) -> dict[str, Any]:
    """Keep the manifest; the same file handed out again is counted."""
    work.print_files.note(cmd)
    return {}


def activate_stamps(cmd: ActivateStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Put a range into use.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``lot-recalled``, ``batch-not-issued``, ``stamps-not-printed``, ``stamps-ended``
            or ``stamps-activated``.
        InvalidInput: ``stamp-range``.
    """
    batch = work.batches.get(cmd.batch_id)
    work.lots.get(batch.lot_id).require_not_recalled()
    asked = wanted_range(cmd.first, cmd.last, batch.quantity)
    wanted = batch.without_scrap(asked) or asked
    batch.activate(work.products.get(batch.product_id), wanted, cmd.on)
    work.stamp_acts.note(batch.id, "activated", stamps=wanted, by=cmd.by)
    return {**batch_answer(batch), "activated": batch.stamps.figures.activated}


def scrap_stamps(cmd: ScrapStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Take over the printer's scrap list; a list that comes twice counts once.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``batch-not-issued``, ``stamps-not-printed``, ``stamps-activated`` or
            ``stamps-ended``.
    """
    batch = work.batches.get(cmd.batch_id)
    new = batch.scrap(work.lots.get(batch.lot_id), cmd.stamps)
    work.stamp_acts.note(batch.id, "scrapped", stamps=cmd.stamps, by=cmd.by)
    return {**batch_answer(batch), "scrapped": new}


def void_stamps(cmd: VoidStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Take a range out of use for ever.

    Raises:
        NotFound: ``batch-not-found``.
        Conflict: ``batch-not-issued``, ``stamps-not-printed`` or ``stamps-ended``.
        InvalidInput: ``stamp-range``.
    """
    batch = work.batches.get(cmd.batch_id)
    product, lot = work.products.get(batch.product_id), work.lots.get(batch.lot_id)
    wanted = wanted_range(cmd.first, cmd.last, batch.quantity)
    batch.void(product, lot, wanted, cmd.reason, cmd.on)
    reason = cmd.reason.value
    work.stamp_acts.note(batch.id, "voided", stamps=wanted, by=cmd.by, reason=reason, note=cmd.note)
    return {**batch_answer(batch), "voided": cmd.last - cmd.first + 1}
