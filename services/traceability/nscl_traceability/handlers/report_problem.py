"""Take a consumer's report."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import new_id
from nscl_traceability.domain.report import ProblemReport
from nscl_traceability.handlers.commands import ReportProblem
from nscl_traceability.handlers.ports import TraceabilityWork


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
