"""Page, type, head and foot by Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

FONT = "Times New Roman"
BODY, SMALL = 13, 12
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY, RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT
OPEN = "……"
OPEN_DATE = "ngày …… tháng …… năm ……"


def new_paper() -> Any:
    """Return an empty A4 document with margins, type and page number."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    _number_pages(section)
    return document


def _number_pages(section: Any) -> None:
    only = section.header.paragraphs[0]
    only.alignment = CENTER
    run = only.add_run()
    for kind in ("begin", None, "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)  # noqa: SLF001  # python-docx has no fields


def line(
    parent: Any,
    text: str,
    *,
    align: Any = LEFT,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
) -> Any:
    """Add one paragraph of one style and return it."""
    added = parent.add_paragraph()
    added.alignment = align
    added.paragraph_format.space_before = Pt(before)
    run = added.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return added


def body(document: Any, text: str) -> None:
    """Add running text: justified, first line indented."""
    added = line(document, text, align=JUSTIFY, before=6)
    added.paragraph_format.first_line_indent = Cm(1.27)


def heading(document: Any, text: str) -> None:
    """Add a heading that stays with what follows."""
    line(document, text, bold=True, before=8).paragraph_format.keep_with_next = True


def head(document: Any, agency: Mapping[str, str], number_of: str) -> None:
    """Add agency, national title, open number and date; ``number_of`` ends the number."""
    left, right = _side_by_side(document, (7.5, 9.5))
    _cell(left, [(agency["parent"], False), (agency["name"], True)])
    line(left, f"Số: {OPEN}/{number_of}", align=CENTER, before=6)
    _cell(right, [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True)])
    line(right, "Độc lập - Tự do - Hạnh phúc", align=CENTER, bold=True)
    line(right, f"{agency['place']}, {OPEN_DATE}", align=CENTER, italic=True, before=6)


def title(document: Any, name: str, about: str) -> None:
    """Add the name of the paper and what it is about."""
    line(document, name, align=CENTER, bold=True, size=14, before=18)
    line(document, about, align=CENTER, bold=True)


def signatures(document: Any, titles: Sequence[str]) -> None:
    """Add places to sign, side by side."""
    width = 16.5 / len(titles)
    line(document, "", size=6)
    for cell, words in zip(_side_by_side(document, [width] * len(titles)), titles, strict=True):
        _cell(cell, [(words, True)])
        line(cell, "(Ký, ghi rõ họ tên, đóng dấu nếu có)", align=CENTER, italic=True, size=SMALL)
        for _blank in range(4):
            line(cell, "", size=SMALL)


def table(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    numeric: Sequence[int] = (),
) -> None:
    """Add a ruled table; ``widths`` in cm, columns in ``numeric`` to the right."""
    line(document, "", size=4)
    added = document.add_table(rows=0, cols=len(header))
    added.style = "Table Grid"
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(added, widths)
    for place, texts in enumerate([header, *rows]):
        cells = added.add_row().cells
        for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            cell.width = Cm(widths[column])
            only = cell.paragraphs[0]
            only.alignment = RIGHT if place and column in numeric else LEFT if place else CENTER
            run = only.add_run(text)
            run.font.size, run.bold = Pt(SMALL), place == 0


def written(document: Any) -> bytes:
    """Return the document as a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _side_by_side(document: Any, widths: Sequence[float]) -> list[Any]:
    added = document.add_table(rows=1, cols=len(widths))
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(added, widths)
    cells = list(added.rows[0].cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Cm(width)
    return cells


def _set_widths(added: Any, widths: Sequence[float]) -> None:
    added.autofit = False
    for column, width in zip(added.columns, widths, strict=True):
        column.width = Cm(width)


def _cell(cell: Any, lines: Sequence[tuple[str, bool]]) -> None:
    first = cell.paragraphs[0]
    first.alignment = CENTER
    run = first.add_run(lines[0][0])
    run.font.size, run.bold = Pt(SMALL), lines[0][1]
    for text, bold in lines[1:]:
        line(cell, text, align=CENTER, size=SMALL, bold=bold)
