"""Reports, the years that have one, and published editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nscl_reporting.domain.report import YearlyReport
from nscl_reporting.domain.yearly import yearly_report
from nscl_reporting.queries.facts import facts_of
from nscl_reporting.storage import documents as d
from nscl_shared.kernel import NotFound

# Documents whose ``year`` says that a year has something to report.
_DATED = (
    d.ProjectDocument,
    d.ActivityDocument,
    d.ApplicationDocument,
    d.CertificateDocument,
    d.StampBatchDocument,
)


def report_of(province: str, year: int) -> YearlyReport:
    """Return the report of ``year`` as the facts stand now; empty when there are none."""
    return yearly_report(province, year, facts_of(year))


def years_with_data() -> list[int]:
    """Return the years any service has reported something for, the latest first."""
    found = {year for document in _DATED for year in document.objects.distinct("year")}
    planned = d.PlanDocument.objects(kind="yearly_plan").distinct("period_from")
    return sorted(found | set(planned), reverse=True)


@dataclass(frozen=True)
class PublishedEdition:
    """A published edition; ``figures`` is JSON text."""

    id: str
    number: int
    sha256: str
    figures: str
    document: bytes


def editions_of(year: int) -> list[dict[str, Any]]:
    """Return id, number and hash of the editions of ``year``, the latest first."""
    found = d.EditionDocument.objects(year=year).only("id", "number", "sha256").order_by("-number")
    return [{"id": e.id, "edition": e.number, "sha256": e.sha256} for e in found]


def edition(year: int, number: int) -> PublishedEdition:
    """Return one edition.

    Raises:
        NotFound: ``edition-not-found``.
    """
    found = d.EditionDocument.objects(year=year, number=number).first()
    if found is None:
        raise NotFound("edition-not-found", year=year, edition=number)
    return PublishedEdition(
        found.id, found.number, found.sha256, found.figures, bytes(found.document)
    )
