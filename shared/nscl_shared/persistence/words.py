"""Search without accents, by the beginnings of words, through an ordinary index.

Each stored text carries the beginnings of its words ("h", "hu", … "huyen"), so
a search is an equality: every server finds it in a multikey index.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from nscl_shared.kernel import search_key

LONGEST = 12
STEMS = (2, 3, 4, 6, 8, 10, 12, 14)
HEAD = 3  # letters of a word in a pair
MOST_PAIRED = 24


def beginnings(text: str) -> list[str]:
    """Return the beginnings, up to 12 characters long, of the words of ``text``.

    >>> beginnings("Mỏ Đá")
    ['d', 'da', 'm', 'mo']
    """
    words = {word[:LONGEST] for word in search_key(text).split()}
    return sorted({word[:end] for word in words for end in range(1, len(word) + 1)})


def stem(word: str) -> str | None:
    """Return the longest stored beginning of a word of ``search_key``; ``None``: too short.

    >>> [stem(word) for word in ("a", "mo", "huyen", "nguyen", "2022-p1-0004")]
    [None, 'mo', 'huye', 'nguyen', '2022-p1-0004']
    """
    lengths = [length for length in STEMS if length <= len(word)]
    return word[: lengths[-1]] if lengths else None


def stems(word: str) -> list[str]:
    """Return the beginnings that are stored of a word: of 2, 3, 4, 6 … 14 letters.

    What is asked for has a stem among those of every word that begins with it.
    """
    return [word[:length] for length in STEMS if length <= len(word)]


def pair(one: str, two: str) -> str | None:
    """Return what stands for two words of at least 3 letters, whichever comes first.

    ``None``: one is too short, or both begin alike and may be the same word.

    >>> pair("son", "huyen"), pair("hoa", "ha"), pair("hoang", "hoa")
    ('huy son', None, None)
    """
    heads = {one[:HEAD], two[:HEAD]}
    return " ".join(sorted(heads)) if len(heads) == 2 and min(map(len, heads)) == HEAD else None  # noqa: PLR2004


def pairs(words: Iterable[str]) -> set[str]:
    """Return the pairs of the 24 longest of some words.

    A search for two words, or their beginnings, is then an equality, too.

    >>> sorted(pairs(["khai", "huyen", "son"]))
    ['huy kha', 'huy son', 'kha son']
    """
    longest = sorted(words, key=len, reverse=True)[:MOST_PAIRED]
    found = (pair(one, two) for one, two in combinations(longest, 2))
    return {both for both in found if both}


def matching(asked: str) -> dict[str, Any]:
    """Return the condition on ``words`` for all words of ``asked``; none for none."""
    wanted = sorted({word[:LONGEST] for word in search_key(asked).split()})
    if not wanted:
        return {}
    return {"words": wanted[0] if len(wanted) == 1 else {"$all": wanted}}
