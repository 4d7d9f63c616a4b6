"""Vietnamese text as people type it and as machines compare it."""

from __future__ import annotations

import unicodedata


def search_key(text: str) -> str:
    """Fold ``text`` for search: no accents, lower case, single spaces.

    >>> search_key("Công ty TNHH khai thác mỏ  Huyền Sơn")
    'cong ty tnhh khai thac mo huyen son'
    """
    return " ".join(bare_letters(text).casefold().split())


def bare_letters(text: str) -> str:
    """Take the accents off ``text``; all else stays.

    >>> bare_letters("Đặc sản Lạng Sơn")
    'Dac san Lang Son'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
