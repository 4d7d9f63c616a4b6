"""Which handler serves which command about signals and cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_traceability.handlers import cases
from nscl_traceability.handlers import signal_commands as c
from nscl_traceability.handlers.report_problem import erase_reports
from nscl_traceability.handlers.watch_scans import watch_scans, watch_tallies

SIGNAL_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    c.AddEvidence: cases.add_evidence,
    c.CloseCase: cases.close_case,
    c.EraseReports: erase_reports,
    c.OpenCase: cases.open_case,
    c.ReopenCase: cases.reopen_case,
    c.VoidCaseStamps: cases.void_case_stamps,
    c.WatchScans: watch_scans,
    c.WatchTallies: watch_tallies,
    c.WriteNote: cases.write_note,
}
