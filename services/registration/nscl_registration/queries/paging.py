"""Pages of what is read as a whole, and lists from their first page to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]


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
    cursor = None
    while True:
        found = page(cursor)
        yield from found["items"]
        cursor = found["next"]
        if cursor is None:
            return


def equal(**wanted: Any) -> dict[str, Any]:
    """Return conditions for the fields that are given."""
    return {name: value for name, value in wanted.items() if value is not None}
