"""What all labels of a file have in common, drawn once: name, producer, lot, OCOP stars, mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nscl_traceability.publishing.labels.font import Face
from nscl_traceability.publishing.labels.logo import Logo
from nscl_traceability.publishing.labels.templates import LabelTemplate

POINT = 72 / 25.4  # points in a millimetre
PAD = 1.5
MARK = 6.0  # the longer side of a province's mark
LINE = 1.25  # line height, in sizes of the letters
SERIAL_GROUPS = 4
MAX_STARS = 5
GREEN, GOLD, BLACK = b"0.05 0.40 0.20 rg", b"0.85 0.60 0.05 rg", b"0 g"


@dataclass(frozen=True)
class LabelText:
    """The words on every label of a file."""

    product: str
    firm: str
    lot: str
    stars: int | None = None

    @property
    def letters(self) -> set[str]:
        """Return the letters they need."""
        return {*self.product, *self.firm, *self.lot, *"OCOPLô…"}


@dataclass(frozen=True)
class Layout:
    """Where things are on a label, in millimetres from its lower left corner."""

    code: tuple[float, float, float]  # left, bottom, side with the quiet zone
    serial: tuple[float, float, float]  # left, baseline of the last line, size in points
    serial_lines: int
    text: tuple[float, float, float]  # left, top, width


def layout_of(template: LabelTemplate) -> Layout:
    """Return the layout: code on the left of a wide label, above the words of a tall one."""
    width, height = template.label
    if width >= 1.3 * height:
        side = min(height - 2 * PAD, width * 0.48)
        left = PAD + side + 1.0
        size = _serial_size(width - left - PAD, lines=2)
        return Layout(
            (PAD, (height - side) / 2, side), (left, PAD + 0.5, size), 2,
            (left, height - PAD, width - left - PAD),
        )  # fmt: skip
    side = min(width - 2 * PAD, 0.62 * height)
    size = min(6.0, _serial_size(width - 2 * PAD, lines=2))
    below, wide = height - PAD - side, width - 2 * PAD
    return Layout(((width - side) / 2, below, side), (PAD, PAD, size), 2, (PAD, below, wide))


def _serial_size(width: float, *, lines: int) -> float:
    """Return the size in points at which a line of the serial fills ``width``."""
    letters = 20 / lines + SERIAL_GROUPS / lines - 1
    return min(7.0, width * POINT / (letters * 0.74))


def static_part(
    template: LabelTemplate, text: LabelText, face: Face, logo: Logo | None = None
) -> bytes:
    """Return the drawing of what all labels share; the image is named ``/I``."""
    layout = layout_of(template)
    left, top, width = layout.text
    drawn, taken = _mark(logo, left + width, top) if logo else (b"", 0.0)
    width -= taken
    _, serial_y, serial_size = layout.serial
    floor = serial_y + layout.serial_lines * serial_size * LINE / POINT
    size = max(4.0, min(8.0, (top - floor) * POINT / 6))
    ops, y = [drawn], top
    for words, lines in ((text.product, 2), (text.firm, 2), (f"Lô {text.lot}", 1)):
        for line in _wrapped(face.shown(words), lines, width * POINT / size * 1000, face):
            y -= size * LINE / POINT
            if y < floor:
                break
            ops.append(_text(face, line, left, y, size))
        size *= 0.85
    if text.stars and y - size * LINE / POINT >= floor:
        ops.append(_stars(text.stars, left, y - size * LINE / POINT, size, face))
    return b"\n".join(ops)


def _mark(logo: Logo, right: float, top: float) -> tuple[bytes, float]:
    """Draw the province's mark in the upper right corner; return how wide it is."""
    scale = MARK / max(logo.width, logo.height)
    width, height = logo.width * scale, logo.height * scale
    drawn = b"q %.2f 0 0 %.2f %.2f %.2f cm /I Do Q" % (
        width * POINT, height * POINT, (right - width) * POINT, (top - height) * POINT,
    )  # fmt: skip
    return drawn, width + 0.8


def _wrapped(words: str, lines: int, width: float, face: Face) -> list[str]:
    """Return ``words`` in at most ``lines`` lines; what does not fit is cut with an ellipsis."""
    done: list[str] = []
    for word in words.split():
        if done and face.width(f"{done[-1]} {word}") <= width:
            done[-1] += f" {word}"
        else:
            done.append(word)
    kept = [_cut(line, width, face) for line in done[:lines]]
    if len(done) > lines:
        kept[-1] = _cut(f"{kept[-1].rstrip('…')}…", width, face)
    return kept


def _cut(line: str, width: float, face: Face) -> str:
    while len(line) > 1 and face.width(line) > width:
        line = f"{line.rstrip('…')[:-1]}…"
    return line


def _text(face: Face, words: str, x: float, y: float, size: float) -> bytes:
    return b"BT %s /F %.2f Tf %.2f %.2f Td %s Tj ET" % (
        BLACK, size, x * POINT, y * POINT, face.hex_of(words),
    )  # fmt: skip


def _stars(stars: int, x: float, y: float, size: float, face: Face) -> bytes:
    """Draw ``OCOP`` and its stars, drawn here: no emblem of anybody else."""
    word = b"BT %s /F %.2f Tf %.2f %.2f Td %s Tj ET" % (
        GREEN, size, x * POINT, y * POINT, face.hex_of("OCOP"),
    )  # fmt: skip
    start = x * POINT + face.width("OCOP ") * size / 1000
    radius = size * 0.5
    middles = [(start + radius + 2.1 * radius * n, y * POINT + 0.72 * radius) for n in range(stars)]
    return b"\n".join([word, GOLD, *(_star(*middle, radius) for middle in middles), BLACK])


def _star(x: float, y: float, radius: float) -> bytes:
    inner = radius * 0.382
    corners: Sequence[tuple[float, float]] = [
        (
            x + (inner if point % 2 else radius) * math.sin(point * math.pi / MAX_STARS),
            y + (inner if point % 2 else radius) * math.cos(point * math.pi / MAX_STARS),
        )
        for point in range(2 * MAX_STARS)
    ]
    path = b" l ".join(b"%.2f %.2f" % corner for corner in corners[1:])
    return b"%.2f %.2f m %s l h f" % (*corners[0], path)


def serial_part(layout: Layout, face: Face, serial: str) -> bytes:
    """Draw the serial for people, in groups of five."""
    x, y, size = layout.serial
    step = 20 // layout.serial_lines
    lines = [serial[start : start + step] for start in range(0, 20, step)]
    shown = b" T* ".join(face.hex_of(f"{line[:5]} {line[5:]}") + b" Tj" for line in lines)
    rise = (layout.serial_lines - 1) * size * LINE
    return b"BT /F %.2f Tf %.2f TL %.2f %.2f Td %s ET" % (
        size, size * LINE, x * POINT, y * POINT + rise, shown,
    )  # fmt: skip
