"""Store captured EPCIS events."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import Forbidden
from nscl_traceability.domain.epcis.capture_job import CaptureJob
from nscl_traceability.handlers.epcis_commands import CaptureEvents
from nscl_traceability.handlers.ports import TraceabilityWork


def capture_events(cmd: CaptureEvents, work: TraceabilityWork) -> dict[str, Any]:
    """Store the events, their edges, master data and the job, or none of them.

    Raises:
        Forbidden: ``epcis-element-taken``, naming the place in the document.
    """
    job = CaptureJob(
        id=cmd.capture_id,
        account_id=cmd.account_id,
        behaviour=cmd.behaviour,
        created_at=cmd.at,
        finished_at=cmd.at,
        errors=list(cmd.errors),
    )
    job.take(cmd.events)
    if cmd.events:
        work.epcis_events.add(cmd.events, cmd.capture_id, cmd.at)
    if cmd.elements:
        _require_free(cmd, work)
        work.epcis_master_data.keep(cmd.elements, cmd.capture_id, cmd.account_id, cmd.at)
    work.captures.add(job)
    return {"id": job.id, "events": job.events_stored}


def _require_free(cmd: CaptureEvents, work: TraceabilityWork) -> None:
    taken = work.epcis_master_data.taken(cmd.unowned, cmd.account_id) if cmd.unowned else set()
    for element in cmd.elements:
        if element.key in taken:
            raise Forbidden("epcis-element-taken", field=element.path, id=element.given)
