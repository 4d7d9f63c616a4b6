"""Lists from their first page to the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

R = TypeVar("R")


def every(page: Callable[[str | None], tuple[Iterable[R], str | None]]) -> Iterator[R]:
    """Yield all rows of a list; ``page`` returns those after a cursor and the next cursor.

    A page may be empty and have a next one; the cursor after the last is ``None``.
    """
    cursor: str | None = None
    while True:
        rows, cursor = page(cursor)
        yield from rows
        if cursor is None:
            return
