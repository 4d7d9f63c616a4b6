"""Search without accents, by the beginnings of words, through an ordinary index.

Each stored text carries the beginnings of its words ("h", "hu", … "huyen"), so
a search is an equality: every server finds it in a multikey index.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations
from typing import Any

from nscl_shared.kernel import search_key

LONGEST = 12
MOST_PAIRED = 6


def beginnings(text: str) -> list[str]:
    """Return the beginnings, up to 12 characters long, of the words of ``text``.

    >>> beginnings("Mỏ Đá")
    ['d', 'da', 'm', 'mo']
    """
    words = {word[:LONGEST] for word in search_key(text).split()}
    return sorted({word[:end] for word in words for end in range(1, len(word) + 1)})


def pairs(text: str, common: Collection[str]) -> list[str]:
    """Return the pairs of different words of ``text``, the first 6 that are not ``common``.

    A search for two whole words is an equality, too, and need not look through all
    entries that have one of them.

    >>> pairs("Công ty Huyền Sơn", {"cong", "ty"})
    ['huyen son']
    """
    words = dict.fromkeys(word[:LONGEST] for word in search_key(text).split())
    telling = [word for word in words if word not in common][:MOST_PAIRED]
    return [" ".join(sorted(pair)) for pair in combinations(telling, 2)]


def matching(asked: str) -> dict[str, Any]:
    """Return the condition on ``words`` for all words of ``asked``; none for none."""
    wanted = sorted({word[:LONGEST] for word in search_key(asked).split()})
    if not wanted:
        return {}
    return {"words": wanted[0] if len(wanted) == 1 else {"$all": wanted}}
