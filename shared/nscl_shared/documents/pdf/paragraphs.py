"""Paragraphs of a document as things that flow over pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer

from nscl_shared.documents.layout import BODY, CENTER, JUSTIFY, LEFT, RIGHT
from nscl_shared.documents.pdf.fonts import FAMILY
from nscl_shared.documents.pdf.marks import Code, Rule
from nscl_shared.documents.qr import codes_in

NATURAL = 1.15  # height of a single-spaced line of Times New Roman, per point of size
ALIGNS = {LEFT: 0, CENTER: 1, RIGHT: 2, JUSTIFY: 4}
DRAWN_AS = {"☐": "□"}  # letters that the font lacks
MARKED = "#ffff00"


def flows_of(source: Any, width: float) -> Iterator[Flowable]:
    """Yield what a paragraph is drawn as in a column of ``width`` points."""
    form = source.paragraph_format
    if form.page_break_before:
        yield PageBreak()
    for text, side in codes_in(source._p):  # noqa: SLF001
        yield Code(text, side)
    if source._p.find(f".//{qn('w:pBdr')}") is not None:  # noqa: SLF001
        yield _rule(form, width)
    elif source.text.strip():
        yield Paragraph(_markup(source.runs), _style(source))
    elif not list(codes_in(source._p)):  # noqa: SLF001
        yield Spacer(1, BODY * NATURAL + _points(form.space_before) + _points(form.space_after))


def stays_with_next(source: Any) -> bool:
    """Say whether a paragraph may not be the last of its page."""
    return bool(source.paragraph_format.keep_with_next)


def spread(flows: Sequence[Flowable]) -> None:
    """Add up the space below one and above the next, as word processors do."""
    for one, other in pairwise(flows):
        _spaced(one).spaceAfter = one.getSpaceAfter() + other.getSpaceBefore()
        _spaced(other).spaceBefore = 0


def _spaced(flow: Flowable) -> Any:
    return flow.style if isinstance(flow, Paragraph) else flow


def _rule(form: Any, width: float) -> Flowable:
    length = width - _points(form.left_indent) - _points(form.right_indent)
    return Rule(length, _points(form.space_before))


def _style(source: Any) -> ParagraphStyle:
    form = source.paragraph_format
    size = max(_size(run) for run in source.runs)
    return ParagraphStyle(
        "drawn",
        fontName=FAMILY,
        fontSize=size,
        leading=size * NATURAL * (form.line_spacing or 1),
        alignment=ALIGNS[source.alignment or LEFT],
        firstLineIndent=_points(form.first_line_indent),
        leftIndent=_points(form.left_indent),
        rightIndent=_points(form.right_indent),
        spaceBefore=_points(form.space_before),
        spaceAfter=_points(form.space_after),
        allowWidows=0,
        allowOrphans=0,
    )


def _markup(runs: Sequence[Any]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Any) -> str:
    text = unicodedata.normalize("NFC", run.text)
    for letter, drawn in DRAWN_AS.items():
        text = text.replace(letter, drawn)
    marked = run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    shown = f"<font size={quoteattr(f'{_size(run):g}')}>{escape(text)}</font>"
    shown = shown.replace("\n", "<br/>").replace("\t", " ")
    shown = f"<b>{shown}</b>" if run.bold else shown
    shown = f"<i>{shown}</i>" if run.italic else shown
    return f'<span backColor="{MARKED}">{shown}</span>' if marked else shown


def _size(run: Any) -> float:
    return float(run.font.size.pt) if run.font.size is not None else BODY


def _points(length: Any) -> float:
    return float(length.pt) if length is not None else 0.0
