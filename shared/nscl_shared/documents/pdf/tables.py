"""Tables of a document: ruled ones break between rows and repeat their heading."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import qn
from reportlab.lib.colors import black
from reportlab.platypus import Flowable, Table

from nscl_shared.documents.pdf.fonts import FAMILY
from nscl_shared.documents.pdf.paragraphs import flows_of, spread

RULED = "Table Grid"
PADDING = 5.4  # points left and right of a ruled cell, as word processors have it
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def table_flow(source: Any, height: float) -> Flowable:
    """Return a table; ``height`` is that of a whole page in points.

    A row is broken only when it is taller than a page: it could not be drawn otherwise.
    """
    ruled = _ruled(source)
    widths = [column.width.pt for column in source.columns]
    rows = [_row(row, widths, ruled=ruled) for row in source.rows]
    drawn = Table(rows, widths, repeatRows=_headings(source), style=_commands(source, ruled=ruled))
    drawn.wrap(sum(widths), height)
    if max(drawn._rowHeights) > height:  # noqa: SLF001  # asked of no method
        drawn.splitInRow = 1
    return drawn


def kept(source: Any) -> bool:
    """Say whether a table is not broken over two pages."""
    first = source.cell(0, 0).paragraphs[0]
    return not _ruled(source) or bool(first.paragraph_format.keep_with_next)


def _ruled(source: Any) -> bool:
    return bool(source.style is not None and source.style.name == RULED)


def _row(row: Any, widths: list[float], *, ruled: bool) -> list[list[Flowable]]:
    inside = 2 * PADDING if ruled else 0
    return [_cell(cell, width - inside) for cell, width in zip(row.cells, widths, strict=True)]


def _cell(cell: Any, width: float) -> list[Flowable]:
    flows = [flow for part in cell.paragraphs for flow in flows_of(part, width)]
    spread(flows)
    return flows


def _headings(source: Any) -> int:
    return sum(_is_heading(row) for row in source.rows)


def _is_heading(row: Any) -> bool:
    properties = row._tr.trPr  # noqa: SLF001
    return properties is not None and properties.find(qn("w:tblHeader")) is not None


def _commands(source: Any, *, ruled: bool) -> list[tuple[Any, ...]]:
    everywhere = ((0, 0), (-1, -1))
    side = PADDING if ruled else 0
    commands: list[tuple[Any, ...]] = [
        ("FONTNAME", *everywhere, FAMILY),
        ("LEFTPADDING", *everywhere, side),
        ("RIGHTPADDING", *everywhere, side),
        ("TOPPADDING", *everywhere, 2 if ruled else 0),
        ("BOTTOMPADDING", *everywhere, 2 if ruled else 0),
        ("VALIGN", *everywhere, "MIDDLE" if _centred(source) else "TOP"),
    ]
    return [*commands, ("GRID", *everywhere, 0.5, black)] if ruled else commands


def _centred(source: Any) -> bool:
    return bool(source.cell(0, 0).vertical_alignment == MIDDLE)
