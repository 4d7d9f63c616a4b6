"""Lists by cursor: the next page begins after the key of the last row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mongoengine import Document


@dataclass(frozen=True)
class Order:
    """A unique, indexed key that a list is sorted by."""

    key: str
    descending: bool = False


@dataclass(frozen=True)
class Slice:
    """Some documents and the cursor of the next page, ``None`` at the end."""

    documents: list[Any]
    next: str | None


def slice_of(
    document: type[Document],
    conditions: Mapping[str, Any],
    order: Order,
    *,
    cursor: str | None,
    limit: int,
) -> Slice:
    """Return the documents that meet ``conditions`` after ``cursor``."""
    # one flat filter: servers plan it by index where they would not plan "$and"
    after = {order.key: {"$lt" if order.descending else "$gt": cursor}} if cursor else {}
    query = document.objects(__raw__={**conditions, **after})
    found = list(query.order_by(f"{'-' if order.descending else ''}{order.key}").limit(limit + 1))
    rows = found[:limit]
    return Slice(rows, getattr(rows[-1], order.key) if len(found) > limit else None)


def equal(**wanted: Any) -> dict[str, Any]:
    """Return conditions for the fields that are given."""
    return {name: value for name, value in wanted.items() if value is not None}
