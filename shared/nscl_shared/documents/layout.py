"""Page, type and tables by Decree 30/2020/NĐ-CP, annex I.

A4; margins 20 mm top and bottom, 30 mm left, 15 mm right; Times New Roman,
black; body 14 pt justified, first line 1.27 cm; page number 14 pt in the middle
of the top margin, not on the first page.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
BODY, TABLE, SMALL = 14, 12, 11
LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTER = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY
FIRST_LINE = Cm(1.27)
KEPT_TOGETHER = 15  # rows of a table that is not broken over two pages


def new_document() -> Any:
    """Return an empty document with page, styles and page number set up."""
    document = Document()
    _set_page(document.sections[0])
    _set_type(document.styles)
    _number_pages(document.sections[0])
    return document


def saved(document: Any) -> bytes:
    """Return a document as a .docx file."""
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _set_page(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)


def _set_type(styles: Any) -> None:
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(BODY)
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = _element("w:lang", {"w:val": "vi-VN", "w:eastAsia": "vi-VN"})
    properties.append(language)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _number_pages(section: Any) -> None:
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = paragraph.add_run()
    run.font.size = Pt(BODY)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run._r.append(_field_part(kind, text))  # noqa: SLF001  # python-docx has no fields


def _field_part(kind: str | None, text: str | None) -> Any:
    if kind is not None:
        return _element("w:fldChar", {"w:fldCharType": kind})
    instruction = OxmlElement("w:instrText")
    instruction.text = text
    return instruction


def paragraph(
    parent: Any,
    text: str = "",
    *,
    align: Any = LEFT,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
) -> Any:
    """Add a paragraph to a document or cell and return it."""
    added = parent.add_paragraph()
    added.alignment = align
    added.paragraph_format.space_before, added.paragraph_format.space_after = Pt(before), Pt(after)
    if text:
        style(added.add_run(text), size=size, bold=bold, italic=italic)
    return added


def style(run: Any, *, size: float = BODY, bold: bool = False, italic: bool = False) -> Any:
    """Set size and weight of a run and return it."""
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


def body(document: Any, text: str) -> Any:
    """Add a paragraph of running text: justified, first line indented, 6 pt apart."""
    added = paragraph(document, text, align=JUSTIFY, before=3, after=3)
    added.paragraph_format.first_line_indent = FIRST_LINE
    added.paragraph_format.line_spacing = 1.15
    return added


def heading(document: Any, text: str, *, italic: bool = False) -> Any:
    """Add a heading in the running text that stays with what follows."""
    added = body(document, "")
    style(added.add_run(text), bold=True, italic=italic)
    added.paragraph_format.space_before = Pt(8)
    added.paragraph_format.keep_with_next = True
    return added


def to_fill_in(document: Any, asked: str) -> None:
    """Add a highlighted line that asks a person for words the platform does not know."""
    added = body(document, "")
    run = style(added.add_run(f"[{asked}] ……………………"), italic=True)
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def table(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    aligns: Sequence[Any],
    total: Sequence[str] | None = None,
    size: float = TABLE,
) -> Any:
    """Add a ruled table; ``widths`` in cm, ``aligns`` per column, ``total`` a bold last row."""
    added = document.add_table(rows=0, cols=len(header))
    added.style = "Table Grid"
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(added, widths)
    _row(added, header, widths, [CENTER] * len(header), size=size, bold=True, repeat=True)
    for row in rows:
        _row(added, row, widths, aligns, size=size)
    if total is not None:
        _row(added, total, widths, aligns, size=size, bold=True)
    if len(added.rows) <= KEPT_TOGETHER:
        _keep_together(added)
    return added


def _set_widths(added: Any, widths: Sequence[float]) -> None:
    added.autofit = False
    for column, width in zip(added.columns, widths, strict=True):
        column.width = Cm(width)


def _keep_together(added: Any) -> None:
    for row in added.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _row(
    added: Any,
    texts: Sequence[str],
    widths: Sequence[float],
    aligns: Sequence[Any],
    *,
    size: float,
    bold: bool = False,
    repeat: bool = False,
) -> None:
    row = added.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width, align in zip(row.cells, texts, widths, aligns, strict=True):
        cell.width = Cm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        only = cell.paragraphs[0]
        only.alignment = align
        only.paragraph_format.space_before = only.paragraph_format.space_after = Pt(2)
        style(only.add_run(text), size=size, bold=bold)


def bare_table(document: Any, widths: Sequence[float]) -> Sequence[Any]:
    """Add a row of cells without rules, to set things side by side; return the cells."""
    added = document.add_table(rows=1, cols=len(widths))
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(added, widths)
    _without_cell_margins(added)
    cells = added.rows[0].cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Cm(width)
    return list(cells)


def _without_cell_margins(added: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(_element(side, {"w:w": "0", "w:type": "dxa"}))
    added._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001


def rule_below(parent: Any, width_cm: float, cell_width_cm: float) -> None:
    """Add a thin line of ``width_cm`` in the middle of a column of ``cell_width_cm``."""
    line = paragraph(parent, before=2)
    line.paragraph_format.line_spacing = Pt(4)
    side = Cm((cell_width_cm - width_cm) / 2)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
    borders = OxmlElement("w:pBdr")
    rule = {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"}
    borders.append(_element("w:top", rule))
    # the schema wants borders before spacing, indent and alignment
    properties = line._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _element(tag: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element
