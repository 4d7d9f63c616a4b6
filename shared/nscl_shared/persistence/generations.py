"""Generations of a service's read models: which one is read, which ones are written.

Each read model lies in one collection per generation.  One document, the
pointer, says which generation readers see, so all read models change over in
one write.  Writers write every generation that the pointer lists: the current
one, the former one (so that the way back loses nothing) and one being built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.collection import Collection

from nscl_shared.persistence.connection import GENERATIONS, database

POINTER = "read-models"
GRACE = timedelta(seconds=10)  # a request or transaction begun before is over after it

_forced: ContextVar[int | None] = ContextVar("generation", default=None)
_pinned: ContextVar[dict[str, int] | None] = ContextVar("pinned_generations", default=None)


@dataclass(frozen=True)
class Pointer:
    """What the pointer says; numbers are never used twice (``last`` was the latest).

    ``since`` is when ``current`` became it; ``unlisted`` when a generation was
    last taken off, after which its collections wait to be dropped.
    """

    current: int = 0
    former: int | None = None
    building: int | None = None
    last: int = 0
    since: datetime | None = None
    unlisted: datetime | None = None

    @property
    def written(self) -> tuple[int, ...]:
        """Return the generations that writers write, the one that is read first."""
        others = (self.former, self.building)
        return (self.current, *(number for number in others if number is not None))


class Generations:
    """The pointer of one service."""

    def __init__(self, service: str) -> None:
        self._service = service

    def pointer(self) -> Pointer:
        """Return what the pointer says now, or as the running transaction sees it."""
        row = self._rows.find_one({"_id": POINTER}) or {}
        return Pointer(**{key: value for key, value in row.items() if key != "_id"})

    def move(self, old: Pointer, **changes: Any) -> Pointer:
        """Let the pointer say ``changes`` where it said ``old``; return what it says now.

        Raises:
            Moved: somebody else was faster.
        """
        new = replace(old, **changes)
        if set(old.written) - set(new.written):
            new = replace(new, unlisted=datetime.now(UTC))
        unchanged = {"_id": POINTER, "last": old.last, "current": old.current}
        if old == Pointer():
            self._rows.update_one({"_id": POINTER}, {"$setOnInsert": asdict(old)}, upsert=True)
        done = self._rows.replace_one(
            {**unchanged, "former": old.former, "building": old.building}, asdict(new)
        )
        if done.matched_count == 0:
            raise Moved(f"the generations of {self._service} changed meanwhile")
        return self.pointer()

    def show(self, old: Pointer, number: int) -> Pointer:
        """Let readers see generation ``number``; the one they saw becomes the former one."""
        building = None if old.building == number else old.building
        return self.move(
            old, current=number, former=old.current, building=building, since=datetime.now(UTC)
        )

    def sweep(self, collections: Sequence[str]) -> list[str]:
        """Drop what lies in no listed generation, once nobody can be at it; return the names."""
        pointer, db = self.pointer(), database(self._service)
        if pointer.unlisted and datetime.now(UTC) < pointer.unlisted + GRACE:
            return []
        listed = {collection_name(name, g) for name in collections for g in pointer.written}
        family = re.compile(rf"({'|'.join(map(re.escape, collections))})(\.g\d+)?")
        stale = [n for n in db.list_collection_names() if family.fullmatch(n) and n not in listed]
        for name in stale:
            db.drop_collection(name)
        return sorted(stale)

    @property
    def _rows(self) -> Collection[dict[str, Any]]:
        return database(self._service)[GENERATIONS]


class Moved(RuntimeError):
    """The pointer is not where it was."""


def collection_name(base: str, generation: int) -> str:
    """Return the collection of a read model in ``generation``."""
    return f"{base}.g{generation}" if generation else base


def generation_in_use(service: str) -> int:
    """Return the generation that this work reads; asked once for all of one request."""
    forced, pins = _forced.get(), _pinned.get()
    if forced is not None:
        return forced
    if pins is None:
        return Generations(service).pointer().current
    if service not in pins:
        pins[service] = Generations(service).pointer().current
    return pins[service]


def begin_reading() -> None:
    """Begin a request or event: all it reads is of the generation it meets first."""
    _pinned.set({})


@contextmanager
def in_generation(number: int) -> Iterator[None]:
    """Read and write generation ``number`` inside the block."""
    token = _forced.set(number)
    try:
        yield
    finally:
        _forced.reset(token)
