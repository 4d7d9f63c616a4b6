"""A province's own mark on its labels: a file it puts beside its profile; none is shipped.

``label-logo.png`` (8 bits a channel, grey or RGB, without transparency or
interlacing) or ``label-logo.jpg``: both go into a PDF as they are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nscl_shared.kernel import Unavailable

NAMES = ("label-logo.png", "label-logo.jpg")
MAX_BYTES = 512 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
MARKER = 0xFF  # begins every part of a JPEG
PNG_COLOURS = {0: 1, 2: 3}  # grey and RGB → channels
SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB"}
# start-of-frame markers of a JPEG, all but those of tables
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Logo:
    """``width`` and ``height`` in pixels; ``item`` is the PDF object."""

    width: int
    height: int
    item: bytes


@cache
def logo_in(folder: Path) -> Logo | None:
    """Return the mark in ``folder``, None where there is none.

    Raises:
        Unavailable: ``label-logo-unusable``: the file is not as asked above.
    """
    for path in (folder / name for name in NAMES):
        if path.is_file():
            return _read(path)
    return None


def _read(path: Path) -> Logo:
    data = path.read_bytes()
    read = _png if path.suffix == ".png" else _jpeg
    logo = read(data) if len(data) <= MAX_BYTES else None
    if logo is None:
        raise Unavailable("label-logo-unusable", file=path.name, most=MAX_BYTES // 1024)
    return logo


def _png(data: bytes) -> Logo | None:
    if not data.startswith(PNG):
        return None
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or any(kind == b"tRNS" for kind, _ in chunks):
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    channels = PNG_COLOURS.get(colour)
    if depth != 8 or channels is None or interlaced:  # noqa: PLR2004  # bits a channel
        return None
    body = b"".join(content for kind, content in chunks if kind == b"IDAT")
    how = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors %d /Columns %d >>"
    return _logo(width, height, channels, how % (channels, width), body)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        place += length + 12


def _jpeg(data: bytes) -> Logo | None:
    place = 2
    while data.startswith(b"\xff\xd8") and place + 10 <= len(data) and data[place] == MARKER:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if marker in FRAMES:
            depth, height, width, channels = struct.unpack_from(">BHHB", data, place + 4)
            usable = depth == 8 and channels in SPACES  # noqa: PLR2004  # bits a channel
            return _logo(width, height, channels, b"/Filter /DCTDecode", data) if usable else None
        place += length + 2
    return None


def _logo(width: int, height: int, channels: int, how: bytes, body: bytes) -> Logo:
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 " % (
        width, height,
    )  # fmt: skip
    return Logo(
        width,
        height,
        b"<< %s/ColorSpace %s %s /Length %d >>\nstream\n%s\nendstream"
        % (head, SPACES[channels], how, len(body), body),
    )
