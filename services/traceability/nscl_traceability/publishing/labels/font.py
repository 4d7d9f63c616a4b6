"""The labels' font: Liberation Sans, cut down to the letters a file needs, embedded in it.

It has all Vietnamese letters and a licence that allows this (SIL Open Font
License).  Debian's package ``fonts-liberation2`` (from Debian 13 on
``fonts-liberation``) installs it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from nscl_shared.kernel import Unavailable

FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-sans"),
)
FILE = "LiberationSans-Bold.ttf"
REPLACEMENT = "?"


@dataclass(frozen=True)
class Face:
    """A font of few letters; lengths are thousandths of its size."""

    program: bytes
    glyphs: Mapping[str, int]
    widths: Mapping[str, int]
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]

    def shown(self, text: str) -> str:
        """Return ``text`` with a question mark for each letter that the font has not."""
        return "".join(letter if letter in self.glyphs else REPLACEMENT for letter in text)

    def hex_of(self, text: str) -> bytes:
        """Return ``text`` as a PDF string of glyphs."""
        return b"<" + b"".join(b"%04X" % self.glyphs[letter] for letter in text) + b">"

    def width(self, text: str) -> int:
        """Return the width of ``text``."""
        return sum(self.widths[letter] for letter in text)


def face_with(letters: Iterable[str]) -> Face:
    """Return the font with at least ``letters``.

    Raises:
        Unavailable: ``label-font-missing``: it is not installed.
    """
    return _face("".join(sorted({*letters, REPLACEMENT, " "})))


@cache
def _face(letters: str) -> Face:
    font = TTFont(BytesIO(_file().read_bytes()), lazy=True)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    # as the file will have it: what is cut out changes the order of what stays
    font = _stored(font)
    scale = 1000 / font["head"].unitsPerEm
    names = {chr(code): name for code, name in font.getBestCmap().items()}
    metrics, head, line = font["hmtx"], font["head"], font["hhea"]
    return Face(
        program=font.reader.file.getvalue(),
        glyphs={letter: font.getGlyphID(name) for letter, name in names.items()},
        widths={letter: round(metrics[name][0] * scale) for letter, name in names.items()},
        ascent=round(line.ascent * scale),
        descent=round(line.descent * scale),
        cap_height=round(font["OS/2"].sCapHeight * scale),
        box=tuple(round(n * scale) for n in (head.xMin, head.yMin, head.xMax, head.yMax)),
    )


def _stored(font: TTFont) -> TTFont:
    out = BytesIO()
    font.save(out, reorderTables=True)
    out.seek(0)
    return TTFont(out)


def _file() -> Path:
    for folder in FOLDERS:
        if (file := folder / FILE).is_file():
            return file
    raise Unavailable("label-font-missing", package="fonts-liberation2")


def font_objects(face: Face, first: int) -> list[bytes]:
    """Return the five PDF objects of the font, numbered from ``first``; that one is the font."""
    named = b"/BaseFont /NSCLST+LiberationSans-Bold"
    stream = zlib.compress(face.program)
    by_glyph = sorted((glyph, face.widths[letter]) for letter, glyph in face.glyphs.items())
    widths = b" ".join(b"%d [%d]" % pair for pair in by_glyph)
    box = b" ".join(b"%d" % edge for edge in face.box)
    return [
        b"<< /Type /Font /Subtype /Type0 %s /Encoding /Identity-H "
        b"/DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (named, first + 1, first + 4),
        b"<< /Type /Font /Subtype /CIDFontType2 %s /CIDToGIDMap /Identity /FontDescriptor %d 0 R "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /W [%s] >>"
        % (named, first + 2, widths),
        b"<< /Type /FontDescriptor /FontName /NSCLST+LiberationSans-Bold /Flags 4 /FontBBox [%s] "
        b"/ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 120 /FontFile2 %d 0 R >>"
        % (box, face.ascent, face.descent, face.cap_height, first + 3),
        b"<< /Length %d /Length1 %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(stream), len(face.program), stream),
        _to_unicode(face),
    ]


def _to_unicode(face: Face) -> bytes:
    """Return the table by which text can be searched and copied."""
    pairs = [
        b"<%04X> <%s>" % (glyph, letter.encode("utf-16-be").hex().upper().encode())
        for letter, glyph in sorted(face.glyphs.items())
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    body = (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CMapName /NSCL def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n%s\n"
        b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend" % mapped
    )
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)
