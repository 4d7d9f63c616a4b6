"""Pages of what is read as a whole, and lists from their first page to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from nscl_shared.persistence import paging

Row = dict[str, Any]
_PARTS = itemgetter("items", "next")


def page_of(
    rows: Sequence[Row], key: Callable[[Row], str], *, cursor: str | None, limit: int
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of rows whose ``key`` tells them apart.

    A cursor that is no row's key begins anew: what it named is gone.
    """
    keys = [key(row) for row in rows]
    begin = keys.index(cursor) + 1 if cursor in keys else 0
    items = list(rows[begin : begin + limit])
    more = len(rows) > begin + limit
    return {"items": items, "next": key(items[-1]) if more and items else None}


def every(page: Callable[[str | None], dict[str, Any]]) -> Iterator[Row]:
    """Yield all rows of a list, page by page; ``page`` reads the one after a cursor."""
    return paging.every(lambda cursor: _PARTS(page(cursor)))


def equal(**wanted: Any) -> dict[str, Any]:
    """Return conditions for the fields that are given."""
    return {name: value for name, value in wanted.items() if value is not None}
