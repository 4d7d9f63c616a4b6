"""QR codes as rectangles: the modules of each row that are dark in a row are one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit, urlunsplit

import numpy as np
import zxingcpp
from numpy.typing import NDArray

LEVELS = ("L", "M", "Q", "H")
QUIET = 4  # modules of blank around the code, by the standard


@dataclass(frozen=True)
class Code:
    """A code of ``size`` × ``size`` modules; ``path`` draws it upright in units of a module."""

    size: int
    path: bytes


def shouted(url: str) -> str:
    """Return the same address with scheme and host in capitals.

    Both mean the same in either case, the path does not.  Where the path has
    capitals and digits alone, as a Digital Link with a lot in capitals has, the
    whole address then fits the alphanumeric mode: a smaller code.
    """
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path, parts.query, "")).join(
        (f"{parts.scheme.upper()}://{parts.netloc.upper()}", "")
    )


def modules(text: str, level: str) -> NDArray[np.bool_]:
    """Return which modules of the code are dark, without the quiet zone."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    dark: NDArray[np.bool_] = np.asarray(made.to_image(scale=1, add_quiet_zones=False)) == 0
    return dark


def code_of(text: str, level: str) -> Code:
    """Return the code of ``text``."""
    dark = modules(text, level)
    size = len(dark)
    framed = np.zeros((size, size + 2), dtype=np.int8)
    framed[:, 1:-1] = dark
    change = np.diff(framed, axis=1).ravel()
    starts, ends = np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist()
    corner, extent = _corners(size), _extents(size)
    pairs = zip(starts, ends, strict=True)
    return Code(size, b"".join([corner[start] + extent[end - start] for start, end in pairs]))


@cache
def _corners(size: int) -> list[bytes]:
    """Return where a run begins, by its place in the rows of ``size + 1`` edges laid end to end."""
    rows, edges = range(size), range(size + 1)
    return [b"%d %d " % (edge, size - 1 - row) for row in rows for edge in edges]


@cache
def _extents(size: int) -> list[bytes]:
    return [b"%d 1 re\n" % width for width in range(size + 1)]
