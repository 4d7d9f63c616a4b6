"""Take a consumer's report; delete what was written in one."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain.report import ProblemReport
from nscl_traceability.handlers.commands import ReportProblem
from nscl_traceability.handlers.ports import TraceabilityWork
from nscl_traceability.handlers.signal_commands import EraseReports


def report_problem(cmd: ReportProblem, work: TraceabilityWork) -> dict[str, Any]:
    """Keep the report.

    Raises:
        InvalidInput: ``report-link`` or ``report-words``.
    """
    report = ProblemReport.file(
        new_id(),
        kind=cmd.kind,
        link=cmd.link,
        words=cmd.words,
        about=cmd.about,
        commune_code=cmd.commune_code,
        at=cmd.at,
    )
    work.reports.add(report)
    return {"id": report.id}


def erase_reports(cmd: EraseReports, work: TraceabilityWork) -> dict[str, Any]:
    """Delete the words.

    Raises:
        NotFound: ``report-not-found``; nothing was deleted.
    """
    for report in [work.reports.get(one) for one in cmd.report_ids]:
        report.erase(cmd.at)
    return {"erased": len(set(cmd.report_ids))}
