"""Compressed Digital Links, read (GS1 Digital Link: Compression 1.0).

A compressed link is one segment of URL-safe base64: a stream of bits in which each
identifier stands as one hexadecimal figure a digit, or a code stands for a usual series
of them, and each value as compactly as its form allows.  Members of the query that GS1
gives no meaning (codes ``F…``) are not read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from nscl_traceability.domain.gs1.ai_table import TABLE
from nscl_traceability.domain.gs1.application_identifier import COMPONENT, identifiers, lengths
from nscl_traceability.domain.gs1.digital_link import (
    DigitalLink,
    Element,
    link_of,
    parse,
)
from nscl_traceability.domain.gs1.faults import Fault, MalformedDigitalLink, Reason

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
WHOLE = re.compile(r"/([A-Za-z0-9_-]{10,})/?")
PART = re.compile(r"(/\d{2,4}/[^/]+)/([A-Za-z0-9_-]{2,})/?")
BITS = 6
# Series of identifiers that one code stands for; the last figure of a row counts up.
SERIES: dict[str, tuple[str, ...]] = {
    "0A": ("01", "22"), "0B": ("01", "10"), "0C": ("01", "21"), "0D": ("01", "17"),
    "0E": ("01", "7003"), "0F": ("01", "30"), "1A": ("01", "10", "21", "17"),
    "1B": ("01", "15"), "1C": ("01", "11"), "1D": ("01", "16"), "1E": ("01", "91"),
    "1F": ("01", "10", "15"), "9A": ("8010", "8011"), "9B": ("8017", "8019"),
    "9C": ("8018", "8019"), "9D": ("414", "254"),
    **{f"2{'ABCDEF'[n]}": ("01", f"310{n}") for n in range(6)},
    **{f"3{'ABCDEF'[n]}": ("01", f"320{n}") for n in range(6)},
    **{f"A{n}": ("01", f"392{n}") for n in range(10)},
    **{f"C{n}": ("255", f"390{n}") for n in range(10)},
    **{f"C{'ABCD'[n]}": ("255", f"394{n}") for n in range(4)},
}  # fmt: skip
# How an alphanumeric value is written: the figures of a base, or so many bits a letter.
BASES = {0: "0123456789", 1: "0123456789abcdef", 2: "0123456789ABCDEF", 3: LETTERS}
ASCII, ASCII_BITS = 4, 7
Part = tuple[str, int, bool]  # type, length, variable


def decompressed(path: str) -> DigitalLink | None:
    """Return the link of a wholly or partly compressed path; None when it is neither.

    Raises:
        MalformedDigitalLink: it looks compressed and is not.
    """
    if whole := WHOLE.fullmatch(path):
        return link_of(_elements(whole[1]))
    part = PART.fullmatch(path)
    if part is None:
        return None
    known = parse(f"https://x{part[1]}", zero_suppressed=True)
    return link_of([known.key, *_elements(part[2])])


def parts_of(code: str) -> tuple[Part, ...]:
    """Return the parts of an identifier's value; none if it is not known."""
    return _parts().get(code, ())


def _elements(text: str) -> Iterator[Element]:
    bits = _Bits(text)
    while bits.left >= len("01") * 4:
        start = f"{bits.take(8):02X}"
        for code in SERIES.get(start) or (_identifier(start, bits),):
            yield code, _value(code, bits)
    bits.end()


def _identifier(start: str, bits: _Bits) -> str:
    """Return the identifier that begins with two figures; they tell how many there are."""
    length = lengths().get(start)
    if length is None:
        raise MalformedDigitalLink(Fault(Reason.START, value=start))
    code = start + "".join(f"{bits.take(4):X}" for _ in range(length - len(start)))
    if code not in identifiers():
        raise MalformedDigitalLink(Fault(Reason.UNKNOWN, code))
    return code


def _value(code: str, bits: _Bits) -> str:
    return "".join(_part(part, bits) for part in _parts()[code])


def _part(part: Part, bits: _Bits) -> str:
    kind, most, variable = part
    if kind == "N":
        return _figures(bits.take(_length_bits(most)) if variable else most, BASES[0], bits)
    encoding = bits.take(3)
    length = bits.take(_length_bits(most)) if variable else most
    if encoding == ASCII:
        return "".join(chr(bits.take(ASCII_BITS)) for _ in range(length))
    if encoding not in BASES:
        raise MalformedDigitalLink(Fault(Reason.ENCODING, value=str(encoding)))
    return _figures(length, BASES[encoding], bits)


def _figures(length: int, base: str, bits: _Bits) -> str:
    """Return so many figures of a base: ten is packed as one number, others figure by figure."""
    if len(base) == len(BASES[0]):
        number = str(bits.take(_number_bits(length))) if length else ""
        if len(number) > length:
            raise MalformedDigitalLink(Fault(Reason.FIGURES, value=number))
        return number.zfill(length)
    width = len(base).bit_length() - 1
    return "".join(base[bits.take(width)] for _ in range(length))


def _number_bits(figures: int) -> int:
    return math.ceil(figures * math.log2(10))


def _length_bits(most: int) -> int:
    return most.bit_length()


class _Bits:
    """The bits of a base64 text, read from the front."""

    def __init__(self, text: str) -> None:
        self._value = 0
        for letter in text:
            self._value = (self._value << BITS) | LETTERS.index(letter)
        self.left = len(text) * BITS

    def take(self, count: int) -> int:
        """Return the next bits as a number."""
        if count > self.left:
            raise MalformedDigitalLink(Fault(Reason.CUT))
        self.left -= count
        taken = self._value >> self.left
        self._value &= (1 << self.left) - 1
        return taken

    def end(self) -> None:
        """Refuse anything but padding."""
        if self._value:
            raise MalformedDigitalLink(Fault(Reason.REST))


@cache
def _parts() -> dict[str, tuple[Part, ...]]:
    """Return the parts of each identifier's value; neighbours of one fixed type are one."""
    return {
        code: tuple(_joined(components))
        for codes, _, components, _ in TABLE
        for code in identifiers()
        if _covers(codes, code)
    }


def _covers(codes: str, code: str) -> bool:
    first, _, last = codes.partition("-")
    return len(code) == len(first) and first <= code <= (last or first)


def _joined(components: str) -> Iterator[Part]:
    waiting: Part | None = None
    for found in filter(None, map(COMPONENT.fullmatch, components.split())):
        kind = "N" if found["type"] == "N" else "X"
        part = (kind, int(found["length"]), bool(found["variable"]))
        if waiting and waiting[0] == kind and not waiting[2] and not part[2]:
            waiting = (kind, waiting[1] + part[1], False)
            continue
        if waiting:
            yield waiting
        waiting = part
    if waiting:
        yield waiting
