"""Sheets and rolls of labels as PDF, page by page while they are read; the same each time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from nscl_traceability.domain.serials import ALPHABET
from nscl_traceability.publishing.labels.drawing import (
    POINT,
    LabelText,
    Layout,
    layout_of,
    serial_part,
    static_part,
)
from nscl_traceability.publishing.labels.font import Face, face_with, font_objects
from nscl_traceability.publishing.labels.logo import Logo
from nscl_traceability.publishing.labels.qr import QUIET, code_of, shouted
from nscl_traceability.publishing.labels.templates import LabelTemplate

# first, last → the serials
SerialsOf = Callable[[int, int], Sequence[str]]
CATALOG, PAGES, STATIC, FONT, LOGO = 1, 2, 3, 4, 9
# a file twice as fast to make, a tenth larger
EFFORT = 1


@dataclass(frozen=True, kw_only=True)
class Job:
    """A print job: which labels, with what on them."""

    template: LabelTemplate
    text: LabelText
    level: str
    url_prefix: str
    first: int
    last: int
    logo: Logo | None = None


@dataclass
class _Writer:
    """Numbers objects and remembers where each begins."""

    size: int = 0
    places: dict[int, int] = field(default_factory=dict)

    def raw(self, data: bytes) -> bytes:
        self.size += len(data)
        return data

    def item(self, number: int, body: bytes) -> bytes:
        self.places[number] = self.size
        return self.raw(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def end(self) -> bytes:
        """Return the table of places, by which readers find the objects."""
        count, start = max(self.places) + 1, self.size
        rows = b"".join(b"%010d 00000 n \n" % self.places[number] for number in range(1, count))
        return self.raw(
            b"xref\n0 %d\n0000000000 65535 f \n%s"
            b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (count, rows, count, CATALOG, start)
        )


def pdf_of(job: Job, serials_of: SerialsOf) -> Iterator[bytes]:
    """Yield the file in pieces.

    Raises:
        Unavailable: ``label-font-missing``.
    """
    face, out = face_with(job.text.letters | {*ALPHABET}), _Writer()
    yield out.raw(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    yield out.item(CATALOG, b"<< /Type /Catalog /Pages %d 0 R >>" % PAGES)
    yield out.item(STATIC, _form(job, face))
    for place, body in enumerate(font_objects(face, FONT)):
        yield out.item(FONT + place, body)
    if job.logo:
        yield out.item(LOGO, job.logo.item)
    free, pages = LOGO + bool(job.logo), list[int]()
    for start in range(job.first, job.last + 1, job.template.per_page):
        stop = min(job.last, start + job.template.per_page - 1)
        number = free + 2 * len(pages)
        pages.append(number)
        yield out.item(number, _page(job.template, number + 1))
        yield out.item(number + 1, _stream(_labels(job, face, serials_of(start, stop))))
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    yield out.item(PAGES, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids))
    yield out.end()


def _form(job: Job, face: Face) -> bytes:
    width, height = (length * POINT for length in job.template.label)
    drawn = static_part(job.template, job.text, face, job.logo)
    image = b" /XObject << /I %d 0 R >>" % LOGO if job.logo else b""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 %.2f %.2f] /Resources << %s%s >> "
    return _stream(drawn, head % (width, height, b"/Font << /F %d 0 R >>" % FONT, image))


def _page(template: LabelTemplate, content: int) -> bytes:
    width, height = (length * POINT for length in template.page)
    resources = b"<< /Font << /F %d 0 R >> /XObject << /L %d 0 R >> >>" % (FONT, STATIC)
    return b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Resources %s %s >>" % (
        PAGES, width, height, resources, b"/Contents %d 0 R" % content,
    )  # fmt: skip


def _stream(data: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(data, EFFORT)
    return b"<< %s/Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (
        head, len(packed), packed,
    )  # fmt: skip


def _labels(job: Job, face: Face, serials: Sequence[str]) -> bytes:
    layout, prefix = layout_of(job.template), shouted(job.url_prefix)
    corners = job.template.corners()
    return b"".join(
        b"q 1 0 0 1 %.2f %.2f cm /L Do\n%s\n%s\nQ\n"
        % (
            x * POINT,
            y * POINT,
            serial_part(layout, face, serial),
            _code(layout, prefix + serial, job.level),
        )
        for (x, y), serial in zip(corners, serials, strict=False)
    )


def _code(layout: Layout, text: str, level: str) -> bytes:
    left, bottom, side = layout.code
    code = code_of(text, level)
    module = side / (code.size + 2 * QUIET)
    return b"q %.5f 0 0 %.5f %.3f %.3f cm\n%sf Q" % (
        module * POINT,
        module * POINT,
        (left + QUIET * module) * POINT,
        (bottom + QUIET * module) * POINT,
        code.path,
    )
