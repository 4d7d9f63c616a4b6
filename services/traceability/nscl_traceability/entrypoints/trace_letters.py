"""How wide words are in the picture of a trace: by the widest of the usual fonts of screens.

A browser draws with the font of its system; what fits by DejaVu Sans fits by the narrower
ones of phones, too.
"""

from __future__ import annotations

import unicodedata

SIZE = 13
ELLIPSIS = "…"
# bold advances of DejaVu Sans in hundredths of the size, each the widest of its letters
_CLASSES = (
    ("ijlIJ '/.,·:;|", 40), ("frt()-[]", 50), ("czs", 60), ("Lvxyak“”eEFT", 69),
    ("AKRVXUPCZB", 81), ("GDĐHNOQw", 92), ("mM…", 104), ("W&%@—", 112),
)  # fmt: skip
_WIDTHS = {letter: width for letters, width in _CLASSES for letter in letters}
_OTHERS = 73
_HORN = "\u031b"
_HORN_WIDTH = 4
_WIDEST = 112
_REGULAR = 0.94


def width(words: str, *, bold: bool = False) -> float:
    """Return the width of ``words``; a letter counts once, whatever marks it has."""
    hundredths = sum(_width(letter) for letter in unicodedata.normalize("NFC", words))
    return hundredths / 100 * SIZE * (1 if bold else _REGULAR)


def cut(words: str, room: float, *, bold: bool = False) -> str:
    """Return what of ``words`` fits into ``room``; an ellipsis says that there is more."""
    shown = unicodedata.normalize("NFC", words)
    if width(shown, bold=bold) <= room:
        return shown
    while shown and width(shown.rstrip() + ELLIPSIS, bold=bold) > room:
        shown = shown[:-1]
    return shown.rstrip() + ELLIPSIS


def _width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDEST
    parts = unicodedata.normalize("NFD", letter)
    known = _WIDTHS.get(parts[0], _OTHERS)
    return known + _HORN_WIDTH if _HORN in parts else known
