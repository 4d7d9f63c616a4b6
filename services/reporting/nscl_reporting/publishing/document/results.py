"""The results of the year: general figures, projects, activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from nscl_reporting.domain.items import UNCLASSIFIED
from nscl_reporting.domain.report import ProjectResult, YearlyReport
from nscl_reporting.publishing.document.words import _, number
from nscl_reporting.publishing.labels import (
    ACTIVITY_KINDS,
    ITEM_GROUPS,
    SOURCES,
    TOTAL_SOURCES,
    TOTALS,
)
from nscl_reporting.publishing.sentences import SHOWN_TYPES, project_sentences
from nscl_shared.documents.layout import (
    CENTER,
    JUSTIFY,
    LEFT,
    RIGHT,
    body,
    heading,
    paragraph,
    table,
)
from nscl_shared.i18n import N_

OTHER = N_("Other")


def add_results(document: Any, report: YearlyReport) -> None:
    """Add section III: results by task group."""
    heading(document, _("III. RESULTS BY TASK GROUP"))
    _general(document, report)
    heading(document, _("2. Results by project"))
    _silence(document, report, "registration")
    if report.projects:
        _projects(document, report)
    for project in report.projects:
        _one_project(document, project)
    _activities(document, report)


def _general(document: Any, report: YearlyReport) -> None:
    heading(document, _("1. General results"))
    totals = asdict(report.totals)
    rows = [
        [str(place), _(label), _figure(report, name, totals[name])]
        for place, (name, label) in enumerate(TOTALS.items(), 1)
    ]
    header = [_("No."), _("Figure"), _("Result")]
    table(document, header, rows, widths=(1.4, 11.6, 3.5), aligns=(CENTER, LEFT, RIGHT))
    for source in report.generated_from.silent_sources:
        _silence(document, report, source)
    _note(
        document,
        _(
            "A participation is one approved unit in one project; a unit that takes "
            "part in several projects is one distinct unit."
        ),
    )


def _figure(report: YearlyReport, name: str, value: int) -> str:
    silent = TOTAL_SOURCES[name] in report.generated_from.silent_sources
    return number(None if silent else value)


def _silence(document: Any, report: YearlyReport, source: str) -> None:
    if source in report.generated_from.silent_sources:
        body(
            document,
            _("No service has reported on {source} for this year.", source=_(SOURCES[source])),
        )


def _note(document: Any, text: str) -> None:
    paragraph(document, text, align=JUSTIFY, size=12, italic=True, before=4, after=4)


def _projects(document: Any, report: YearlyReport) -> None:
    """Add the table of projects; the column of other types only where there are any."""
    kinds = [*SHOWN_TYPES, *([OTHER] if _column(report.projects, OTHER) else [])]
    sums = [_column(report.projects, kind) for kind in kinds]
    table(
        document,
        [_("Project"), _("Content"), *(_(k) for k in kinds), _("Total"), _("Products")],
        [_project_row(project, kinds) for project in report.projects],
        widths=(1.7, 10.6 - 1.4 * len(kinds), *(1.4 for _kind in kinds), 1.8, 2.4),
        aligns=(CENTER, LEFT, *(RIGHT for _kind in kinds), RIGHT, RIGHT),
        total=["", _("Sum of participations"), *map(number, sums), number(sum(sums)), ""],
    )


def _project_row(project: ProjectResult, kinds: Sequence[str]) -> list[str]:
    counts = [_count(project, kind) for kind in kinds]
    products = project.products + project.traceability_products
    return [
        project.code,
        project.topic or "",
        *map(number, counts),
        number(sum(counts)),
        number(products) if products else "",
    ]


def _count(project: ProjectResult, kind: str) -> int:
    if kind != OTHER:
        return project.participants.get(kind, 0)
    return sum(n for k, n in project.participants.items() if k not in SHOWN_TYPES)


def _column(projects: Sequence[ProjectResult], kind: str) -> int:
    return sum(_count(project, kind) for project in projects)


def _one_project(document: Any, project: ProjectResult) -> None:
    sentences = project_sentences(project, _)
    if not sentences and not project.systems and not project.product_supports:
        return
    heading(
        document,
        _("Project {code}: {topic}", code=project.code, topic=project.topic or "…"),
        italic=True,
    )
    for sentence in sentences:
        body(document, sentence)
    if project.product_supports:
        _groups(document, project)
    if project.systems:
        _systems(document, project)


def _groups(document: Any, project: ProjectResult) -> None:
    rows = [[_(ITEM_GROUPS.get(g, g)), number(n)] for g, n in project.product_supports.items()]
    total = [_("Sum"), number(sum(project.product_supports.values()))]
    header = [_("Support item"), _("Products")]
    table(document, header, rows, widths=(12.0, 4.5), aligns=(LEFT, RIGHT), total=total)


def _systems(document: Any, project: ProjectResult) -> None:
    rows = [
        [_("Not classified") if name == UNCLASSIFIED else name, number(count)]
        for name, count in project.systems.items()
    ]
    header = [_("Management system or improvement tool"), _("Units")]
    table(document, header, rows, widths=(12.0, 4.5), aligns=(LEFT, RIGHT))


def _activities(document: Any, report: YearlyReport) -> None:
    heading(document, _("3. Training and communication"))
    if not report.activities:
        body(document, _("No activity has been reported for this year."))
        return
    rows = [
        [_(ACTIVITY_KINDS.get(a.kind, a.kind)), a.audience, number(a.count)]
        for a in report.activities
    ]
    header = [_("Kind"), _("Audience"), _("Number")]
    table(document, header, rows, widths=(4.0, 9.5, 3.0), aligns=(LEFT, LEFT, RIGHT))
