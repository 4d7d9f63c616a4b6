"""Open a case, add to it, write notes, make its stamps void, close it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain import intervals as iv
from nscl_traceability.domain.case import Case, Evidence
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.signals import Origin
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.domain.stamp_states import VoidReason
from nscl_traceability.handlers import signal_commands as c
from nscl_traceability.handlers.ports import TraceabilityWork


def open_case(cmd: c.OpenCase, work: TraceabilityWork) -> dict[str, Any]:
    """Begin a case; its signals and reports are in no other.

    Raises:
        NotFound: ``signal-not-found`` or ``report-not-found``.
        Conflict: ``signal-in-case`` or ``report-in-case``.
        InvalidInput: ``case-without-evidence`` or ``case-evidence-many``.
    """
    case_id = new_id()
    evidence = _taken(case_id, cmd.signal_ids, cmd.report_ids, work)
    number = f"VV-{cmd.act.on.year}-{work.next_number('case'):04d}"
    case = Case.open(case_id, number=number, title=cmd.title, evidence=evidence, act=cmd.act)
    work.cases.add(case)
    return _told(case)


def add_evidence(cmd: c.AddEvidence, work: TraceabilityWork) -> dict[str, Any]:
    """Take more into a case.

    Raises:
        NotFound: ``case-not-found``, ``signal-not-found`` or ``report-not-found``.
        Stale: ``changed-meanwhile``.
        Conflict: ``case-closed``, ``signal-in-case`` or ``report-in-case``.
    """
    case = _case(cmd, work)
    case.add(_taken(case.id, cmd.signal_ids, cmd.report_ids, work), cmd.act)
    return _told(case)


def write_note(cmd: c.WriteNote, work: TraceabilityWork) -> dict[str, Any]:
    """Add a note.

    Raises:
        NotFound: ``case-not-found``.
        Stale: ``changed-meanwhile``.
        Conflict: ``case-closed``.
    """
    case = _case(cmd, work)
    case.write(cmd.act)
    return _told(case)


def close_case(cmd: c.CloseCase, work: TraceabilityWork) -> dict[str, Any]:
    """End a case.

    Raises:
        NotFound: ``case-not-found``.
        Stale: ``changed-meanwhile``.
        Conflict: ``case-closed``.
        InvalidInput: ``case-note``.
    """
    case = _case(cmd, work)
    case.close(cmd.outcome, cmd.act)
    return _told(case)


def reopen_case(cmd: c.ReopenCase, work: TraceabilityWork) -> dict[str, Any]:
    """Look into a closed case again.

    Raises:
        NotFound: ``case-not-found``.
        Stale: ``changed-meanwhile``.
        Conflict: ``case-open``.
        InvalidInput: ``case-note``.
    """
    case = _case(cmd, work)
    case.reopen(cmd.act)
    return _told(case)


def void_case_stamps(cmd: c.VoidCaseStamps, work: TraceabilityWork) -> dict[str, Any]:
    """Make the stamps of the case's signals void; those that are already stay as they are.

    Raises:
        NotFound: ``case-not-found``.
        Stale: ``changed-meanwhile``.
        Conflict: ``case-closed``.
    """
    case = _case(cmd, work)
    named: dict[str, set[int]] = defaultdict(set)
    for signal_id in case.evidence.signals:
        finding = work.signals.get(signal_id).finding
        if finding.stamp and isinstance(finding.origin, Origin):
            named[finding.origin.batch_id].add(int(finding.stamp.rpartition("/")[2]))
    note = f"{case.number}: {cmd.act.note}".rstrip(": ")
    count = sum(
        _void(work.batches.get(batch_id), indexes, note, cmd.act, work)
        for batch_id, indexes in named.items()
    )
    if count:
        case.note_voided(count, cmd.act)
    return {**_told(case), "voided": count}


def _void(batch: StampBatch, indexes: set[int], note: str, act: Act, work: TraceabilityWork) -> int:
    printed = iv.intersection(iv.singles(indexes), batch.stamps.printed)
    wanted = iv.subtract(printed, batch.stamps.ended)
    if wanted:
        product, lot = work.products.get(batch.product_id), work.lots.get(batch.lot_id)
        batch.void(product, lot, wanted, VoidReason.SUSPECTED_FORGED, act.on)
        reason = VoidReason.SUSPECTED_FORGED.value
        work.stamp_acts.note(batch.id, "voided", stamps=wanted, by=act.by, reason=reason, note=note)
    return iv.count(wanted)


def _case(cmd: Any, work: TraceabilityWork) -> Case:
    case = work.cases.get(cmd.case_id)
    case.require_version(cmd.version)
    return case


def _taken(
    case_id: str, signal_ids: Sequence[str], report_ids: Sequence[str], work: TraceabilityWork
) -> Evidence:
    signals = [work.signals.get(one) for one in signal_ids]
    reports = [work.reports.get(one) for one in report_ids]
    for signal in signals:
        signal.take_into(case_id)
    for report in reports:
        report.take_into(case_id)
    products = [one.finding.origin.product_id for one in signals if one.finding.origin]
    products += [one.product_id for one in reports if one.product_id]
    given = Evidence(tuple(signal_ids), tuple(report_ids), tuple(products))
    return Evidence().joined(given)


def _told(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "number": case.number,
        "state": case.state.value,
        "version": case.version,
    }
