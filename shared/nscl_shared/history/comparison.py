"""Two generations side by side: what differs, and what would be lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from pymongo import ASCENDING

from nscl_shared.persistence.read_models import ReadModel, ReadModels
from nscl_shared.persistence.transaction import in_transaction

CHUNK = 500

Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """A document that is not the same: ``missing``, ``extra`` or ``changed`` in the live one.

    ``fields`` names the members that differ.  ``loss``: the live one knows an
    event that the other does not.
    """

    collection: str
    id: str
    kind: Literal["missing", "extra", "changed"]
    fields: tuple[str, ...] = ()
    loss: bool = False


def differences(
    service: str, read_models: ReadModels, live: int, other: int
) -> Iterator[Difference]:
    """Yield what differs between generation ``live`` and ``other``.

    Each chunk is one snapshot, so events that are handled meanwhile make no
    difference.
    """
    for model in read_models.models:
        last: str | None = None
        while True:
            mine, others, last = in_transaction(service, partial(_chunk, model, live, other, last))
            for key in sorted(mine.keys() | others.keys()):
                if found := _difference(model.base_name(), key, mine.get(key), others.get(key)):
                    yield found
            if last is None:
                break


def _chunk(
    model: type[ReadModel], live: int, other: int, last: str | None
) -> tuple[dict[str, Row], dict[str, Row], str | None]:
    """Return the documents after ``last`` in both, and the id to go on after, None at the end."""
    after: Row = {} if last is None else {"_id": {"$gt": last}}
    mine = list(model.collection_in(live).find(after).sort("_id", ASCENDING).limit(CHUNK))
    upto = str(mine[-1]["_id"]) if len(mine) == CHUNK else None
    bounds = {**({} if last is None else {"$gt": last}), **({} if upto is None else {"$lte": upto})}
    others = model.collection_in(other).find({"_id": bounds} if bounds else {})
    return {row["_id"]: row for row in mine}, {row["_id"]: row for row in others}, upto


def _difference(
    collection: str, key: str, mine: Row | None, other: Row | None
) -> Difference | None:
    if mine == other:
        return None
    if mine is None:
        return Difference(collection, key, "missing")
    if other is None:
        return Difference(collection, key, "extra", loss=True)
    members = mine.keys() | other.keys()
    differing = tuple(sorted(name for name in members if mine.get(name) != other.get(name)))
    return Difference(collection, key, "changed", differing, loss=_knows_more(mine, other))


def _knows_more(mine: Row, other: Row) -> bool:
    seen = other.get("seen") or {}
    known = mine.get("seen") or {}
    return any(sequence > seen.get(name, 0) for name, sequence in known.items())
