"""Head and foot of an official document by Decree 30/2020/NĐ-CP, annex I.

The platform drafts: number, date and signature stay open until a person issues it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from docx.enum.text import WD_COLOR_INDEX

from nscl_shared.documents.layout import CENTER, SMALL, bare_table, paragraph, rule_below, style
from nscl_shared.documents.words import _

HEAD_WIDTHS = (7.6, 9.2)
FOOT_WIDTHS = (8.4, 8.4)
OPEN = "……"
FEBRUARY = 2
TWO_DIGITS_BELOW = 10


def add_head(
    document: Any,
    agency: Mapping[str, str],
    number: str,
    *,
    dated: date | None = None,
    about: str = "",
) -> None:
    """Add agency, national title, number and date.

    ``agency`` is that of the province profile (``parent``, ``name``, ``place``);
    ``number`` the number line; ``about`` the subject of a letter ("V/v …"), which
    stands below its number; a document without a date leaves it open.
    """
    left, right = bare_table(document, HEAD_WIDTHS)
    _agency(left, agency, number, about)
    _national_title(right, agency["place"], dated)


def _agency(cell: Any, agency: Mapping[str, str], number: str, about: str) -> None:
    _first(cell, agency["parent"], size=12)
    paragraph(cell, agency["name"], align=CENTER, size=12, bold=True)
    rule_below(cell, 2.8, HEAD_WIDTHS[0])
    paragraph(cell, number, align=CENTER, size=13, before=4)
    if about:
        paragraph(cell, about, align=CENTER, size=12, before=2)


def _national_title(cell: Any, place: str, dated: date | None) -> None:
    _first(cell, _("SOCIALIST REPUBLIC OF VIET NAM"), size=12, bold=True)
    paragraph(cell, _("Independence - Freedom - Happiness"), align=CENTER, size=13, bold=True)
    rule_below(cell, 5.4, HEAD_WIDTHS[1])
    text = place_and_date(place, dated)
    paragraph(cell, text, align=CENTER, size=13, italic=True, before=4)


def place_and_date(place: str, dated: date | None) -> str:
    """Return the line of place and date; days below 10 and months 1 and 2 get a zero.

    An undated draft leaves the date open.
    """
    day, month, year = (OPEN, OPEN, OPEN) if dated is None else _parts(dated)
    return _(
        "{place}, day {day} month {month} year {year}", place=place, day=day, month=month, year=year
    )


def _parts(dated: date) -> tuple[str, str, str]:
    day = f"{dated.day:02d}" if dated.day < TWO_DIGITS_BELOW else str(dated.day)
    month = f"{dated.month:02d}" if dated.month <= FEBRUARY else str(dated.month)
    return day, month, str(dated.year)


def add_foot(document: Any, recipients: Sequence[str]) -> None:
    """Add the list of recipients and the place for the signature, which a person fills."""
    paragraph(document, size=6)
    left, right = bare_table(document, FOOT_WIDTHS)
    _first(left, _("Recipients:"), size=12, bold=True, italic=True, align=None)
    for line in recipients:
        paragraph(left, line, size=SMALL)
    _signatory(right)


def _signatory(cell: Any) -> None:
    first = cell.paragraphs[0]
    first.alignment = CENTER
    title = style(first.add_run(_("[POSITION OF THE SIGNATORY]")), bold=True)
    title.font.highlight_color = WD_COLOR_INDEX.YELLOW
    paragraph(cell, _("(signature, seal)"), align=CENTER, size=12, italic=True, after=54)
    name = paragraph(cell, align=CENTER)
    style(name.add_run(_("[Full name]")), bold=True).font.highlight_color = WD_COLOR_INDEX.YELLOW


def add_signatures(document: Any, titles: Sequence[str]) -> None:
    """Add places to sign for several, side by side, kept on one page."""
    paragraph(document, size=6)
    width = sum(FOOT_WIDTHS) / len(titles)
    for cell, title in zip(bare_table(document, [width] * len(titles)), titles, strict=True):
        _first(cell, title, size=13, bold=True)
        hint = _("(signature, full name, seal if any)")
        paragraph(cell, hint, align=CENTER, size=12, italic=True, after=72)


def sentence_case(capitals: str, proper_name: str) -> str:
    """Turn ``ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN`` into ``Ủy ban nhân dân tỉnh Lạng Sơn``."""
    text = capitals.lower().replace(proper_name.lower(), proper_name)
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
