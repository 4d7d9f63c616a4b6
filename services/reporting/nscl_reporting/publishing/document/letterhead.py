"""Head and foot of an official document by Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

from datetime import date
from typing import Any

from docx.enum.text import WD_COLOR_INDEX

from nscl_reporting.publishing.document.content import Content
from nscl_reporting.publishing.document.layout import (
    CENTER,
    SMALL,
    bare_table,
    paragraph,
    rule_below,
    style,
)
from nscl_reporting.publishing.document.words import _

HEAD_WIDTHS = (7.6, 9.2)
FOOT_WIDTHS = (8.4, 8.4)
OPEN = "……"
FEBRUARY = 2
TWO_DIGITS_BELOW = 10


def add_head(document: Any, content: Content) -> None:
    """Add agency, national title, number and date, name and subject of the document."""
    left, right = bare_table(document, HEAD_WIDTHS)
    _agency(left, content)
    _national_title(right, content)
    _subject(document, content)


def _agency(cell: Any, content: Content) -> None:
    _first(cell, content.agency["parent"], size=12)
    paragraph(cell, content.agency["name"], align=CENTER, size=12, bold=True)
    rule_below(cell, 2.8, HEAD_WIDTHS[0])
    text = _("No.: …/BC-{agency}", agency=content.agency["short"])
    paragraph(cell, text, align=CENTER, size=13, before=4)


def _national_title(cell: Any, content: Content) -> None:
    _first(cell, _("SOCIALIST REPUBLIC OF VIET NAM"), size=12, bold=True)
    paragraph(cell, _("Independence - Freedom - Happiness"), align=CENTER, size=13, bold=True)
    rule_below(cell, 5.4, HEAD_WIDTHS[1])
    text = place_and_date(content.agency["place"], content.dated)
    paragraph(cell, text, align=CENTER, size=13, italic=True, before=4)


def place_and_date(place: str, dated: date | None) -> str:
    """Return the line of place and date; days below 10 and months 1 and 2 get a zero.

    An undated draft leaves the date open.
    """
    if dated is None:
        return _(
            "{place}, day {day} month {month} year {year}",
            place=place,
            day=OPEN,
            month=OPEN,
            year=OPEN,
        )
    day = f"{dated.day:02d}" if dated.day < TWO_DIGITS_BELOW else str(dated.day)
    month = f"{dated.month:02d}" if dated.month <= FEBRUARY else str(dated.month)
    return _(
        "{place}, day {day} month {month} year {year}",
        place=place,
        day=day,
        month=month,
        year=str(dated.year),
    )


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
    paragraph(document, size=6)
    left, right = bare_table(document, FOOT_WIDTHS)
    _first(left, _("Recipients:"), size=12, bold=True, italic=True, align=None)
    for line in _recipients(content):
        paragraph(left, line, size=SMALL)
    _signatory(right)


def _recipients(content: Content) -> list[str]:
    parent = _sentence_case(content.agency["parent"], content.province)
    return [
        _("- As above;"),
        _("- {parent} (to report);", parent=parent),
        _("- Leaders of the department;"),
        _("- Archive: VT, {unit}.", unit=OPEN),
    ]


def _signatory(cell: Any) -> None:
    first = cell.paragraphs[0]
    first.alignment = CENTER
    title = style(first.add_run(_("[POSITION OF THE SIGNATORY]")), bold=True)
    title.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph(cell, _("(signature, seal)"), align=CENTER, size=12, italic=True, after=54)
    name = paragraph(cell, align=CENTER)
    style(name.add_run(_("[Full name]")), bold=True).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _sentence_case(capitals: str, province: str) -> str:
    """Turn ``ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN`` into ``Ủy ban nhân dân tỉnh Lạng Sơn``."""
    text = capitals.lower().replace(province.lower(), province)
    return text[:1].upper() + text[1:]


def _first(
    cell: Any,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: Any = CENTER,
) -> None:
    """Fill the paragraph every cell begins with."""
    only = cell.paragraphs[0]
    only.alignment = align
    style(only.add_run(text), size=size, bold=bold, italic=italic)
