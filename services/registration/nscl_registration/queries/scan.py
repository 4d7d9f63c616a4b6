"""Lists with filters and words: one list is read a page at a time, the rest is compared.

Two words that tell units apart have a list of their own, by their first letters; what
else is asked for is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_registration.storage.lists import asked_words, best_list, holds, is_exactly
from nscl_shared.persistence.ladder import Ladder, Page


def scan(
    ladder: Ladder,
    asked: Mapping[str, Any],
    text: str | None,
    facets: Iterable[str],
    *,
    cursor: str | None,
    limit: int,
    fields: Iterable[str] | None = None,
) -> Page:
    """Return the documents that have the values ``asked`` and all words of ``text``.

    ``fields`` must name those asked for and, with a text, ``phrase``.
    """
    words = asked_words(text)
    name = best_list(asked, words, facets)
    words = [] if is_exactly(name, words) else words
    rest = {key: value for key, value in asked.items() if f"{key}={value}" not in name.split("&")}

    def meets(row: Mapping[str, Any]) -> bool:
        return all(row.get(key) == value for key, value in rest.items()) and holds(
            row.get("phrase", ""), words
        )

    filtered = meets if rest or words else None
    return ladder.page(name, after=cursor, size=limit, meets=filtered, fields=fields)
