"""Note that a stamp was scanned."""

from __future__ import annotations

from typing import Any

from nscl_traceability.handlers.commands import RecordScan
from nscl_traceability.handlers.ports import TraceabilityWork


def record_scan(cmd: RecordScan, work: TraceabilityWork) -> dict[str, Any]:
    """Count the scan; nothing about who scanned is kept."""
    return {"scans": work.scans.count(cmd.place, cmd.at)}
