"""The report as the page shows it: labels in the reader's language, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from nscl_reporting.domain.items import UNCLASSIFIED
from nscl_reporting.domain.report import LegalBasis, ProjectResult, YearlyReport
from nscl_reporting.publishing import labels
from nscl_reporting.publishing.sentences import project_sentences
from nscl_shared.i18n import _

Row = tuple[str, int]


@dataclass(frozen=True)
class Detail:
    """What a project says beyond its participants."""

    code: str
    topic: str
    supports: Sequence[Row]
    systems: Sequence[Row]
    sentences: Sequence[str]


@dataclass(frozen=True)
class YearView:
    """Everything ``year.html`` shows; None in ``tiles`` means that nobody reported it."""

    tiles: Sequence[tuple[str, int | None]]
    kinds: Sequence[str]
    kind_names: dict[str, str]
    participations: Sequence[Row]
    details: Sequence[Detail]
    activities: Sequence[tuple[str, str, int]]
    legal_basis: Sequence[tuple[str, LegalBasis]]
    silent: Sequence[str]
    outside: Sequence[Row]
    method: Sequence[str]


def year_view(report: YearlyReport) -> YearView:
    """Return what the page of ``report`` shows."""
    kinds = list(dict.fromkeys(k for p in report.projects for k in p.participants))
    return YearView(
        tiles=_totals(report),
        kinds=kinds,
        kind_names={kind: _(labels.ORG_TYPES[kind]) for kind in kinds},
        participations=[(p.code, sum(p.participants.values())) for p in report.projects],
        details=[d for d in map(_detail, report.projects) if _says_something(d)],
        activities=[
            (_(labels.ACTIVITY_KINDS.get(a.kind, a.kind)), a.audience, a.count)
            for a in report.activities
        ],
        legal_basis=[(_(labels.PLAN_KINDS.get(b.kind, b.kind)), b) for b in report.legal_basis],
        silent=[_(labels.SOURCES[source]) for source in report.generated_from.silent_sources],
        outside=_outside(report),
        method=[_(sentence) for sentence in labels.METHOD],
    )


def _totals(report: YearlyReport) -> list[tuple[str, int | None]]:
    silent = report.generated_from.silent_sources
    return [
        (_(labels.TOTALS[name]), None if labels.TOTAL_SOURCES[name] in silent else value)
        for name, value in asdict(report.totals).items()
    ]


def _detail(project: ProjectResult) -> Detail:
    return Detail(
        code=project.code,
        topic=project.topic or "",
        supports=[
            (_(labels.ITEM_GROUPS.get(group, group)), count)
            for group, count in project.product_supports.items()
        ],
        systems=[
            (_("Not classified") if name == UNCLASSIFIED else name, count)
            for name, count in project.systems.items()
        ],
        sentences=project_sentences(project, _),
    )


def _says_something(detail: Detail) -> bool:
    return bool(detail.supports or detail.systems or detail.sentences)


def _outside(report: YearlyReport) -> list[Row]:
    outside = report.outside_projects
    rows = [
        (_("Certificates granted"), outside.certificates.certificates_granted),
        (_("Products with traceability stamps"), outside.traceability_products),
    ]
    return [row for row in rows if row[1]]
