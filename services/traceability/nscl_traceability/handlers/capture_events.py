"""Store captured EPCIS events."""

from __future__ import annotations

from typing import Any

from nscl_traceability.domain.epcis.capture_job import CaptureJob
from nscl_traceability.handlers.epcis_commands import CaptureEvents
from nscl_traceability.handlers.ports import TraceabilityWork


def capture_events(cmd: CaptureEvents, work: TraceabilityWork) -> dict[str, Any]:
    """Store the events, their edges and the job; an event that is known already stops them all."""
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
    work.captures.add(job)
    return {"id": job.id, "events": job.events_stored}
