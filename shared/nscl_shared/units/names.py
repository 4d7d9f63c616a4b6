"""Names that look equal are equal: composed letters and the place of the tone mark."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

# "hoà" and "hòa" are one word; in "quý" the u belongs to the consonant
GLIDES = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ in nothing but spelling conventions and case."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    """Return ``name`` with composed letters, lower case, old-style tone marks, single spaces.

    >>> folded("Hoà  BÌNH")
    'hòa bình'
    """
    plain = " ".join(normalize("NFC", name).casefold().split())
    return GLIDES.sub(_on_the_glide, plain)


def _on_the_glide(found: re.Match[str]) -> str:
    glide, vowel = found[1][0], normalize("NFD", found[1][1])
    bare = "".join(letter for letter in vowel if not combining(letter))
    tone = vowel.removeprefix(bare)
    return normalize("NFC", glide + tone + bare)
