"""The annexes: the lists behind the figures, and how the figures are counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.shared import Pt

from nscl_reporting.domain.report import YearlyReport
from nscl_reporting.publishing.document.content import Content
from nscl_reporting.publishing.document.words import _, day, number
from nscl_reporting.publishing.labels import METHOD
from nscl_shared.documents.layout import (
    CENTER,
    LEFT,
    SMALL,
    body,
    paragraph,
    table,
)

NUMERALS = ("I", "II", "III", "IV")


def add_annexes(document: Any, content: Content) -> None:
    """Add the lists that have lines, numbered, each with its heading, then the method."""
    annexes = content.annexes
    lists = [
        (_("List of participations by project"), _participations, annexes.participations),
        (_("Certificates issued in the year"), _certificates, annexes.certificates),
        (_("Products with traceability stamps"), _traced_products, annexes.traced_products),
    ]
    numerals = iter(NUMERALS)
    for title, add, lines in lists:
        if lines:
            _title(document, content, next(numerals), title)
            add(document, lines)
    _title(document, content, next(numerals), _("How the figures are counted"))
    _method(document, content.report)


def _title(document: Any, content: Content, numeral: str, title: str) -> None:
    heading = paragraph(document, align=CENTER, before=18)
    if numeral == NUMERALS[0]:
        heading.paragraph_format.page_break_before = True
        heading.paragraph_format.space_before = Pt(0)
    heading.add_run(_("Annex {place}", place=numeral)).bold = True
    below = paragraph(document, title.upper(), align=CENTER, bold=True)
    number_line = paragraph(document, _attached_to(content), align=CENTER, italic=True, after=6)
    for part in (heading, below, number_line):
        part.paragraph_format.keep_with_next = True


def _attached_to(content: Content) -> str:
    """Return the line that says which document this is an annex of, number and date open."""
    return _("(Attached to report No. …/BC-{agency} of … )", agency=content.agency["short"])


def _numbered(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[str(place), *line] for place, line in enumerate(lines, 1)]


def _participations(document: Any, lines: Sequence[Any]) -> None:
    rows = _numbered([[x.project, x.firm_name, x.org_type, ", ".join(x.items)] for x in lines])
    header = [_("No."), _("Project"), _("Unit"), _("Type"), _("Support items")]
    widths, aligns = (1.3, 1.9, 7.3, 1.5, 4.5), (CENTER, CENTER, LEFT, CENTER, LEFT)
    table(document, header, rows, widths=widths, aligns=aligns, size=SMALL)


def _certificates(document: Any, lines: Sequence[Any]) -> None:
    rows = _numbered(
        [[x.number, x.standard, x.firm_name, x.certifier, day(x.issued_on)] for x in lines]
    )
    header = [
        _("No."),
        _("Certificate"),
        _("Standard"),
        _("Unit"),
        _("Certification body"),
        _("Issued on"),
    ]
    widths, aligns = (1.3, 2.2, 3.0, 4.1, 3.5, 2.4), (CENTER, LEFT, LEFT, LEFT, LEFT, CENTER)
    table(document, header, rows, widths=widths, aligns=aligns, size=SMALL)


def _traced_products(document: Any, lines: Sequence[Any]) -> None:
    rows = _numbered([[x.name, x.firm_name, number(x.ocop_stars)] for x in lines])
    header = [_("No."), _("Product"), _("Unit"), _("OCOP stars")]
    widths, aligns = (1.3, 6.3, 6.5, 2.4), (CENTER, LEFT, LEFT, CENTER)
    table(document, header, rows, widths=widths, aligns=aligns, size=SMALL)


def _method(document: Any, report: YearlyReport) -> None:
    for sentence in METHOD:
        body(document, f"- {_(sentence)}")
    body(document, _source(report))


def _source(report: YearlyReport) -> str:
    basis = report.generated_from
    return _(
        "Computed from {count:number} facts reported by the services; the latest at {latest}.",
        count=sum(basis.counts.values()),
        latest=basis.latest_event_at,
    )
