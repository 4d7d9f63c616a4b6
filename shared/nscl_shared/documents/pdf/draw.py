"""A document with its sections, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx.table import Table
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from nscl_shared.documents.pdf.fonts import FAMILY, register
from nscl_shared.documents.pdf.marks import Numbers, numbered
from nscl_shared.documents.pdf.paragraphs import flows_of, spread, stays_with_next
from nscl_shared.documents.pdf.tables import kept, table_flow
from nscl_shared.documents.words import LANGUAGE

PDF = "application/pdf"
ROOM = 100  # points that a heading and the beginning of what follows take


def pdf_of(document: Any, *, foot: str = "") -> bytes:
    """Return a document of the layout as PDF.

    ``foot`` stands at the end of every page beside "Trang x/y"; without it pages are numbered
    as Decree 30 wants.  Takes tens of milliseconds a page: call it off the event loop.
    ``Unavailable`` (``font-missing``) where the font is not installed.
    """
    register()
    target = BytesIO()
    pages = [_page(place, section) for place, section in enumerate(document.sections)]
    properties = document.core_properties
    drawn = BaseDocTemplate(
        target,
        pageTemplates=pages,
        title=properties.title,
        author=properties.author,
        lang=LANGUAGE,
        initialFontName=FAMILY,
    )
    drawn.build(list(_story(document, pages)), canvasmaker=numbered(Numbers(foot)))
    return target.getvalue()


def _page(place: int, section: Any) -> PageTemplate:
    width, height = section.page_width.pt, section.page_height.pt
    left, bottom = section.left_margin.pt, section.bottom_margin.pt
    frame = Frame(
        left,
        bottom,
        width - left - section.right_margin.pt,
        height - bottom - section.top_margin.pt,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(str(place), [frame], pagesize=(width, height))


def _story(document: Any, pages: list[PageTemplate]) -> Iterator[Flowable]:
    for place, section in enumerate(document.sections):
        if place:
            yield NextPageTemplate(str(place))
            yield PageBreak()
        frame = pages[place].frames[0]
        yield from _flows(section, frame.width, frame.height)


def _flows(section: Any, width: float, height: float) -> Iterator[Flowable]:
    parts = [
        (
            part,
            [table_flow(part, height)] if isinstance(part, Table) else list(flows_of(part, width)),
        )
        for part in section.iter_inner_content()
    ]
    spread([flow for _, flows in parts for flow in flows])
    headings: list[Flowable] = []
    for part, flows in parts:
        if not isinstance(part, Table) and stays_with_next(part):
            headings += flows
        elif isinstance(part, Table) and kept(part):
            yield KeepTogether([*headings, *flows])
            headings = []
        else:
            yield from (CondPageBreak(len(headings) * ROOM), *headings, *flows)
            headings = []
    yield from headings
