"""The print file for printers that make codes themselves: ``index,serial,url``, RFC 4180."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

# first, last → a row of ASCII codes for each stamp
SerialsOf = Callable[[int, int], NDArray[np.uint8]]
HEADER = b"index,serial,url\r\n"
CHUNK = 50_000


def csv_of(first: int, last: int, url_prefix: str, serials_of: SerialsOf) -> Iterator[bytes]:
    """Yield the file in pieces; ``url_prefix`` is all of the address before the serial."""
    yield HEADER
    for start, stop in runs(first, last, CHUNK):
        yield _rows(start, stop, url_prefix.encode(), serials_of(start, stop))


def runs(first: int, last: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield the range in runs of at most ``most``, of indexes with equally many digits each."""
    start = first
    while start <= last:
        stop = min(last, start + most - 1, 10 ** len(str(start)) - 1)
        yield start, stop
        start = stop + 1


def _rows(first: int, last: int, url_prefix: bytes, serials: NDArray[np.uint8]) -> bytes:
    """Return the rows as one matrix of characters: within a run all are equally long."""
    digits, length = len(str(first)), serials.shape[1]
    frame = [b"0" * digits, b",", b" " * length, b",", url_prefix, b" " * length, b"\r\n"]
    template = np.frombuffer(b"".join(frame), dtype=np.uint8)
    rows = np.tile(template, (last - first + 1, 1))
    index = np.arange(first, last + 1)
    for place in range(digits):
        rows[:, place] += (index // 10 ** (digits - 1 - place) % 10).astype(np.uint8)
    rows[:, digits + 1 : digits + 1 + length] = serials
    rows[:, -length - 2 : -2] = serials
    return rows.tobytes()
