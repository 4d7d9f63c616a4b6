"""Vietnamese text as people type it and as machines compare it."""

from __future__ import annotations

import unicodedata


def search_key(text: str) -> str:
    """Fold ``text`` for search: no accents, lower case, single spaces.

    >>> search_key("Công ty TNHH khai thác mỏ  Huyền Sơn")
    'cong ty tnhh khai thac mo huyen son'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
