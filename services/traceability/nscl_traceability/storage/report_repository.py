"""Consumers' reports in and out of the database."""

from __future__ import annotations

from typing import Any

from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain.report import ProblemKind, ProblemReport
from nscl_traceability.storage.documents_scans import ReportDocument

_FIELDS = ("link", "words", "product_id", "firm_id", "commune_code", "at", "case_id", "erased_at")


class ReportRepository(AggregateRepository[ProblemReport]):
    """The reports."""

    document = ReportDocument
    missing = "report-not-found"

    def to_domain(self, document: ReportDocument) -> ProblemReport:
        """Return the stored report."""
        values = {name: document[name] for name in _FIELDS}
        kind = ProblemKind(document.kind)
        return ProblemReport(id=document.id, version=document.version, kind=kind, **values)

    def to_fields(self, aggregate: ProblemReport) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            "kind": aggregate.kind.value,
            **{name: getattr(aggregate, name) for name in _FIELDS},
        }
