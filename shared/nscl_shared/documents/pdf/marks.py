"""What stands on a page beside text: QR codes, and the line of the page's number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from nscl_shared.documents.pdf.fonts import FAMILY
from nscl_shared.documents.qr import dark_modules
from nscl_shared.documents.words import _

NUMBER_SIZE, FOOT_SIZE = 14, 10


class Code(Flowable):
    """A QR code of ``side`` points: filled squares, sharp at every size."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.text, self.side = text, side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the space it takes."""
        return self.side, self.side

    def draw(self) -> None:
        """Fill the dark modules, all as one path: no seams between neighbours."""
        count, dark = dark_modules(self.text)
        module = self.side / count
        path = self.canv.beginPath()
        for row, column in dark:
            path.rect(column * module, self.side - (row + 1) * module, module, module)
        self.canv.drawPath(path, stroke=0, fill=1)


class Rule(Flowable):
    """A thin line of ``length`` points in the middle of its column."""

    def __init__(self, length: float, before: float) -> None:
        super().__init__()
        self.length, self.room = length, 0.0
        self.spaceBefore, self.spaceAfter = before, 3.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the space it takes: the whole column."""
        self.room = width
        return width, 1

    def draw(self) -> None:
        """Draw it."""
        side = (self.room - self.length) / 2
        self.canv.setLineWidth(0.75)
        self.canv.line(side, 0.5, side + self.length, 0.5)


@dataclass(frozen=True)
class Numbers:
    """How pages are numbered.

    Without a ``foot`` as Decree 30 wants it: the bare number in the middle of the top margin,
    not on the first page.  With one, every page ends with it and "Trang 2/5": loose pages of
    a form find together again.
    """

    foot: str = ""

    def draw(self, canvas: Canvas, page: int, pages: int) -> None:
        """Write the number of the page that the canvas is at."""
        width, height = canvas._pagesize  # noqa: SLF001
        if self.foot:
            canvas.setFont(FAMILY, FOOT_SIZE)
            canvas.drawString(30 * mm, 10 * mm, self.foot)
            words = _("Page {page}/{pages}", page=page, pages=pages)
            canvas.drawRightString(width - 15 * mm, 10 * mm, words)
        elif page > 1:
            canvas.setFont(FAMILY, NUMBER_SIZE)
            canvas.drawCentredString((width + 15 * mm) / 2, height - 14 * mm, str(page))


def numbered(numbers: Numbers) -> type[Canvas]:
    """Return a canvas that writes the numbers last, when it knows how many pages there are."""

    class Numbered(Canvas):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  # reportlab's name
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for page, state in enumerate(self._kept, 1):
                self.__dict__.update(state)
                numbers.draw(self, page, len(self._kept))
                super().showPage()
            super().save()

    return Numbered
