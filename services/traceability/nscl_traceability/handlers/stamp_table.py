"""Which handler serves which command about stamps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_traceability.handlers import stamp_commands as c
from nscl_traceability.handlers.decide_stamps import approve_stamps, refuse_stamps
from nscl_traceability.handlers.issue_stamps import issue_batch, issue_stamps
from nscl_traceability.handlers.request_stamps import request_stamps
from nscl_traceability.handlers.use_stamps import (
    activate_stamps,
    print_stamps,
    record_print_file,
    scrap_stamps,
    void_stamps,
)

STAMP_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    c.ActivateStamps: activate_stamps,
    c.ApproveStamps: approve_stamps,
    c.IssueBatch: issue_batch,
    c.IssueStamps: issue_stamps,
    c.PrintStamps: print_stamps,
    c.RecordPrintFile: record_print_file,
    c.RefuseStamps: refuse_stamps,
    c.RequestStamps: request_stamps,
    c.ScrapStamps: scrap_stamps,
    c.VoidStamps: void_stamps,
}
