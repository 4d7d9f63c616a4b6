"""Liberation Serif 2: drawn to the widths of Times New Roman, free (SIL OFL 1.1), embedded.

Debian's package ``fonts-liberation2`` (from Debian 13 on ``fonts-liberation``) installs it.
"""

from __future__ import annotations

import threading
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from nscl_shared.kernel import Unavailable

FAMILY = "Liberation Serif"
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
)
FACES = ("Regular", "Bold", "Italic", "BoldItalic")
TELLING = "ạữỹĐ"  # version 1 has the name, but not the letters of Vietnamese
_ONCE = threading.Lock()


def register(folders: tuple[Path, ...] = FOLDERS, family: str = FAMILY) -> None:
    """Make the four faces known; ``Unavailable`` when no folder has them."""
    with _ONCE:
        if family in pdfmetrics.getRegisteredFontNames():
            return
        names = [family, *(f"{family} {face}" for face in FACES[1:])]
        for face in _faces(folders, names):
            pdfmetrics.registerFont(face)
        pdfmetrics.registerFontFamily(family, *names)


def _faces(folders: tuple[Path, ...], names: list[str]) -> list[TTFont]:
    for folder in folders:
        paths = [folder / f"LiberationSerif-{face}.ttf" for face in FACES]
        if all(path.is_file() for path in paths):
            faces = [TTFont(name, path) for name, path in zip(names, paths, strict=True)]
            if all(_writes_vietnamese(face) for face in faces):
                return faces
    raise Unavailable("font-missing", font=FAMILY, package="fonts-liberation2")


def _writes_vietnamese(face: TTFont) -> bool:
    return all(ord(letter) in face.face.charToGlyph for letter in TELLING)
