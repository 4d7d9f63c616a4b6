"""QR codes in documents: a picture in .docx, squares of the page (vectors) in PDF.

For services that install ``nscl-shared[documents,pdf]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import segno
from docx.oxml.ns import qn
from docx.shared import Cm

NAME = "QR"
QUIET = 2  # modules of white around the code; paper is white beyond them


def add_code(parent: Any, text: str, width_cm: float) -> None:
    """Put a QR code of ``text`` into a paragraph; the picture's description says the text.

    The description serves readers who cannot see it, and the PDF, which draws the code anew.
    """
    picture = BytesIO()
    _made(text).save(picture, kind="png", scale=6, border=QUIET)
    picture.seek(0)
    shape = parent.add_run().add_picture(picture, width=Cm(width_cm))
    properties = shape._inline.docPr  # noqa: SLF001  # python-docx has no alternative text
    properties.set("name", NAME)
    properties.set("descr", text)


def codes_in(element: Any) -> Iterator[tuple[str, float]]:
    """Yield text and width in points of every code that ``add_code`` put into a paragraph."""
    for inline in element.iter(qn("wp:inline")):
        properties = inline.find(qn("wp:docPr"))
        if properties.get("name") == NAME:
            yield properties.get("descr"), inline.extent.cx.pt


def dark_modules(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Return the modules of a side with the quiet zone, and (row, column) of the dark ones."""
    rows = [list(row) for row in _made(text).matrix_iter(border=QUIET)]
    dark = [(y, x) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return len(rows), dark


def _made(text: str) -> Any:
    return segno.make(text, error="m", micro=False)
