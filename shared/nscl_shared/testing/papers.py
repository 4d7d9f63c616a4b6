"""Reading PDFs back: their words, their codes, whether they carry their fonts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

SCALE = 200 / 72  # 200 dots per inch, as an office scanner has it


@dataclass(frozen=True)
class ReadPage:
    """A page: size in points, words, fonts (and whether embedded), bitmaps.

    ``inked`` is the box of what is drawn, in points: (left, bottom, right, top).
    """

    size: tuple[float, float]
    text: str
    fonts: dict[str, bool]
    bitmaps: int
    inked: tuple[float, float, float, float]

    @property
    def words(self) -> list[str]:
        """Return the words in their order."""
        return self.text.split()


def read_pdf(data: bytes) -> list[ReadPage]:
    """Return the pages of a PDF, as a reader sees them."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_read(page) for page in document]
    finally:
        document.close()


def scan_pdf(data: bytes) -> list[list[str]]:
    """Return the texts of the QR codes of each page, as a scanner of the printed page sees them."""
    document = pypdfium2.PdfDocument(data)
    try:
        pictures = [page.render(scale=SCALE).to_pil() for page in document]
        return [[code.text for code in zxingcpp.read_barcodes(one)] for one in pictures]
    finally:
        document.close()


def _read(page: Any) -> ReadPage:
    found = list(page.get_objects())
    texts = [one.get_font() for one in found if one.type == pdfium.FPDF_PAGEOBJ_TEXT]
    boxes = [one.get_bounds() for one in found]
    return ReadPage(
        size=page.get_size(),
        text=page.get_textpage().get_text_range().replace("\r\n", "\n"),
        fonts={font.get_base_name(): bool(font.is_embedded) for font in texts},
        bitmaps=sum(one.type == pdfium.FPDF_PAGEOBJ_IMAGE for one in found),
        inked=(
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        ),
    )
