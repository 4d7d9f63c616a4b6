"""Lists of units in the order of an index, whatever else is asked of them.

The embedded server plans an index only when the filter names nothing beyond it, and
sorts in memory as soon as a sort is asked.  So one facet is looked up in its index,
whose entries come in the order of names, and the rest is compared here, chunk by chunk.
MongoDB then reads a page's entries only; the embedded server still builds all matches of
the facet before it cuts the page, so there a facet should not match tens of thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from nscl_registration.domain.likeness import COMMON
from nscl_registration.queries.paging import Slice
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_shared.kernel import search_key
from nscl_shared.persistence.words import LONGEST

FACETS = ("owner_account_id", "words", "commune_code", "section", "org_type", "province_code")
CHUNK = 200
MOST_CHUNKS = 25  # then the list goes on at the next page, however few were found
MOST_WORDS = 8
UNREAD = ("words", "keys", "history")

Wanted = Callable[[Any], bool]


def scan(
    filters: Mapping[str, str | None],
    text: str | None,
    *,
    cursor: str | None,
    limit: int,
    whole: bool = False,
) -> Slice:
    """Return the units that meet ``filters`` and hold all words of ``text``, by name."""
    asked = {name: value for name, value in filters.items() if value is not None}
    words = search_key(text or "").split()[:MOST_WORDS]
    facets = {**asked, **({"words": _telling(words)[:LONGEST]} if words else {})}
    first = next((name for name in FACETS if name in facets), None)
    rest = {name: value for name, value in asked.items() if name != first}
    chunk = CHUNK if rest or len(words) > 1 else limit + 1
    condition = {first: facets[first]} if first else {}
    found: list[Any] = []
    last = cursor
    for _ in range(MOST_CHUNKS):
        documents = _chunk(condition, last, chunk, whole=whole)
        for document in documents:
            if len(found) == limit:
                return Slice(found, last)
            last = document.sort_key
            if _meets(document, rest, words):
                found.append(document)
        if len(documents) < chunk:
            return Slice(found, None)
    return Slice(found, last)


def _chunk(condition: dict[str, Any], after: str | None, size: int, *, whole: bool) -> list[Any]:
    names = [*condition, "sort_key"]
    beyond = {"sort_key": {"$gt": after}} if after else {}
    query = FirmDocument.objects(__raw__={**condition, **beyond}).limit(size)
    query = query.hint([(name, 1) for name in names]) if condition else query.order_by("sort_key")
    return list(query.exclude(*(UNREAD if whole else (*UNREAD, "contacts", "production"))))


def _telling(words: list[str]) -> str:
    """Return the word that the fewest entries are likely to have."""
    return min(words, key=lambda word: (word in COMMON, -len(word)))


def _meets(document: Any, rest: Mapping[str, str], words: list[str]) -> bool:
    if document.merged_into is not None:
        return False
    if any(getattr(document, name) != value for name, value in rest.items()):
        return False
    phrase = document.phrase or ""
    return all(re.search(rf" {re.escape(word)}", phrase) for word in words)
