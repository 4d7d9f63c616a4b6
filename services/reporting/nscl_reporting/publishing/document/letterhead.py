"""Head and foot of the report; their form is the kit's."""

from __future__ import annotations

from typing import Any

from nscl_reporting.publishing.document.content import Content
from nscl_reporting.publishing.document.words import _
from nscl_shared.documents import letterhead
from nscl_shared.documents.layout import CENTER, paragraph, rule_below, style
from nscl_shared.documents.letterhead import OPEN, sentence_case


def add_head(document: Any, content: Content) -> None:
    """Add agency, national title, number and date, name and subject of the document."""
    number = _("No.: …/BC-{agency}", agency=content.agency["short"])
    letterhead.add_head(document, content.agency, number, dated=content.dated)
    _subject(document, content)


def _subject(document: Any, content: Content) -> None:
    year = content.report.year
    paragraph(document, _("REPORT"), align=CENTER, bold=True, before=18)
    subject = _("Results of the productivity and quality programme")
    paragraph(document, subject, align=CENTER, bold=True)
    of_year = _("in {province} in {year}", province=content.province, year=str(year))
    paragraph(document, of_year, align=CENTER, bold=True)
    rule_below(document, 5.0, 16.5)
    to = paragraph(document, align=CENTER, before=10, after=10)
    style(to.add_run(_("To: Ministry of Science and Technology")))


def add_foot(document: Any, content: Content) -> None:
    """Add recipients and the place for the signature, which a person fills."""
    parent = sentence_case(content.agency["parent"], content.province)
    recipients = (
        _("- As above;"),
        _("- {parent} (to report);", parent=parent),
        _("- Leaders of the department;"),
        _("- Archive: VT, {unit}.", unit=OPEN),
    )
    letterhead.add_foot(document, recipients)
