"""The yearly report to the Ministry of Science and Technology, section by section.

Outline of the reporting practice under Circular 15/2022/TT-BKHCN: legal basis,
direction, results, money, difficulties, proposals, next year's plan, annexes.
What only a person can say is left open and marked, never invented.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from nscl_reporting.domain.report import LegalBasis, Money, YearlyReport
from nscl_reporting.publishing.document.annexes import add_annexes
from nscl_reporting.publishing.document.content import Content
from nscl_reporting.publishing.document.letterhead import add_foot, add_head
from nscl_reporting.publishing.document.results import add_results
from nscl_reporting.publishing.document.words import _, day, number
from nscl_reporting.publishing.labels import PLAN_KINDS
from nscl_shared.documents.layout import (
    CENTER,
    RIGHT,
    body,
    heading,
    new_document,
    paragraph,
    table,
    to_fill_in,
)


def yearly_document(content: Content) -> bytes:
    """Return the document as the bytes of a .docx file.  Pure computation, some 100 ms."""
    document = new_document()
    document.core_properties.title = _("Results of the productivity and quality programme")
    document.core_properties.subject = _(
        "in {province} in {year}", province=content.province, year=str(content.report.year)
    )
    document.core_properties.author = content.agency["name"]
    document.core_properties.language = "vi-VN"
    document.core_properties.comments = ""
    add_head(document, content)
    _legal_basis(document, content.report)
    _direction(document, content.report)
    add_results(document, content.report)
    _money(document, content.report)
    _outlook(document, content.report)
    closing = body(document, _("The department respectfully reports the above./."))
    closing.paragraph_format.keep_with_next = True
    add_foot(document, content)
    add_annexes(document, content)
    return _saved(document)


def _saved(document: Any) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _legal_basis(document: Any, report: YearlyReport) -> None:
    heading(document, _("I. LEGAL BASIS"))
    if not report.legal_basis:
        body(document, _("No service has reported a programme or plan for this year."))
        to_fill_in(document, _("Programme, provincial plan and yearly plan the work rests on"))
    for place, basis in enumerate(report.legal_basis, 1):
        end = "." if place == len(report.legal_basis) else ";"
        body(document, f"- {_legal_document(basis)}{end}")


def _legal_document(basis: LegalBasis) -> str:
    first, last = (str(year) for year in basis.period)
    return _(
        "{kind} No. {number} of {day} by {issuer}: {title} ({period})",
        kind=_(PLAN_KINDS.get(basis.kind, basis.kind)),
        number=basis.number,
        day=day(basis.date),
        issuer=basis.issuer,
        title=basis.title,
        period=first if first == last else f"{first} - {last}",
    )


def _direction(document: Any, report: YearlyReport) -> None:
    heading(document, _("II. DIRECTION AND ORGANISATION"))
    if report.projects:
        body(
            document,
            _(
                "In {year} the programme was carried out through {count:number} projects "
                "and {activities:number} training and communication activities.",
                year=str(report.year),
                count=len(report.projects),
                activities=sum(a.count for a in report.activities),
            ),
        )
    to_fill_in(document, _("Direction, coordination, inspection in the year"))


def _money(document: Any, report: YearlyReport) -> None:
    heading(document, _("IV. MONEY"))
    paragraph(document, _("Unit: đồng"), align=RIGHT, size=12, italic=True, after=2)
    header = [
        _("Project"),
        _("State budget planned"),
        _("Support approved"),
        _("Support committed by agreement"),
        _("Units' own share"),
    ]
    rows = [[p.code, *_amounts(p.money)] for p in report.projects]
    aligns = (CENTER, RIGHT, RIGHT, RIGHT, RIGHT)
    total = [_("Sum"), *_amounts(report.money)]
    widths = (2.1, 3.6, 3.6, 3.6, 3.6)
    table(document, header, rows, widths=widths, aligns=aligns, total=total)
    to_fill_in(document, _("Money paid and settled, by source"))


def _amounts(money: Money) -> list[str]:
    return [number(a) for a in (money.budget, money.approved, money.committed, money.own_share)]


def _outlook(document: Any, report: YearlyReport) -> None:
    next_year = str(report.year + 1)
    for title, asked in (
        (_("V. DIFFICULTIES"), _("Difficulties and their causes")),
        (_("VI. PROPOSALS"), _("Proposals to the ministry and the province")),
        (
            _("VII. PLAN FOR {year}", year=next_year),
            _("Tasks, projects and money planned for {year}", year=next_year),
        ),
    ):
        heading(document, title)
        to_fill_in(document, asked)
