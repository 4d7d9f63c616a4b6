"""Long lists read a page at a time, whatever the server does with a limit.

The embedded server gathers all matches of an index range before it cuts them to the
limit, so a range must end about where the page ends.  Each document names the lists it
stands in, and one key in 16, told by its hash, is a *rung* of them: it stands in
``1|<list>`` or, one in 256, in ``2|<list>``, and so on.  A page climbs the rungs from the
top, each range bounded by the rung above, and reads the entries up to one of them.
Rungs are chosen by no one and changed by nothing: concurrent writes have nothing to
agree on, and a page is right wherever its bounds happen to lie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from mongoengine import Document
from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection

STEP = 16
HIGHEST = 4
HIGH_BY_CHANCE = 2  # entries so high that even a short list may have
MOST_READ = 300  # entries that one page looks through for those that meet a condition

Row = dict[str, Any]


def height(key: str) -> int:
    """Return how high ``key`` stands, 0 to 4; one key in 16 reaches the next level."""
    number = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
    level = 0
    while level < HIGHEST and number % STEP == 0:
        level, number = level + 1, number // STEP
    return level


def places(key: str, lists: Iterable[str]) -> list[str]:
    """Return what a document with ``key`` stores to stand in ``lists``."""
    names, level = set(lists), height(key)
    return sorted(names | {f"{level}|{name}" for name in names} if level else names)


@dataclass(frozen=True)
class Page:
    """Documents in order and the cursor of the next page, ``None`` at the end.

    A page may be short and have a next one: it looked through enough entries.
    """

    rows: list[Row]
    next: str | None


@dataclass(frozen=True)
class Ladder:
    """The lists of one collection, by a unique text ``key``; index ``(field, key)``."""

    collection: Collection[Row]
    key: str = "sort_key"
    field: str = "lists"
    descending: bool = False

    def page(
        self,
        name: str,
        *,
        after: str | None,
        size: int,
        meets: Callable[[Row], bool] | None = None,
        fields: Iterable[str] | None = None,
    ) -> Page:
        """Return at most ``size`` documents of the list after the key ``after``.

        ``meets`` leaves some out; then about 300 entries are looked through.
        """
        found: list[Row] = []
        last, read = after, 0
        for bound in self._stretches(name, after, size):
            most = None if meets else size + 1 - len(found)
            rows = self._between(name, last, bound, fields, most)
            for row in rows:
                if len(found) == size:
                    return Page(found, last)
                last = row[self.key]
                if meets is None or meets(row):
                    found.append(row)
            last, read = bound, read + len(rows)
            if bound and meets and read >= MOST_READ:
                return Page(found, last)
        return Page(found, None)

    def sizes(self, names: Iterable[str], most: int) -> dict[str, int]:
        """Return about how many entries each list has, told by its rungs; 0: fewer than 16 or so.

        Of lists that have far more than ``most`` it is only told that they have.
        """
        wanted = list(names)
        high = self._count(wanted, range(2, HIGHEST + 1))
        # few high rungs say little: an entry in 256 has one, in a list of five as well
        few = [name for name in wanted if high[name] * STEP**2 <= most + HIGH_BY_CHANCE * STEP**2]
        low = self._count(few, (1,))
        exact = {name: (high[name] + low[name]) * STEP for name in few}
        return {name: exact.get(name, high[name] * STEP**2) for name in wanted}

    def _count(self, names: Sequence[str], levels: Iterable[int]) -> Counter[str]:
        """Return how many entries of each list reach one of the levels and no higher one."""
        asked = {f"{level}|{name}": name for level in levels for name in names}
        rungs = self.of_any(asked, [self.field])
        return Counter(asked[one] for row in rungs for one in row[self.field] if one in asked)

    def of_any(self, names: Iterable[str], fields: Iterable[str]) -> list[Row]:
        """Return all that stand in one of the lists, in no order."""
        projection = dict.fromkeys(fields, 1)
        return list(self.collection.find({self.field: {"$in": list(names)}}, projection))

    def _stretches(self, name: str, after: str | None, size: int) -> Iterator[str | None]:
        """Yield keys with about ``size`` entries before each, ``None`` for the end."""
        enough, last = size // STEP + 1, after
        while True:
            rungs = self._climb(name, last)
            yield from rungs[enough - 1 : -1 : enough]
            yield rungs[-1]
            if rungs[-1] is None:
                return
            last = rungs[-1]

    def _climb(self, name: str, after: str | None) -> list[str | None]:
        """Return the rungs after a key up to the next higher one, ``None``: the end."""
        bound: str | None = None
        for level in range(HIGHEST, 1, -1):
            rungs = self._rungs(level, name, after, bound)
            bound = rungs[0] if rungs else bound
        return [*self._rungs(1, name, after, bound), bound]

    def _rungs(self, level: int, name: str, after: str | None, bound: str | None) -> list[str]:
        rows = self._between(f"{level}|{name}", after, bound, [self.key])
        return [row[self.key] for row in rows]

    def _between(
        self,
        name: str,
        after: str | None,
        upto: str | None,
        fields: Iterable[str] | None,
        most: int | None = None,
    ) -> list[Row]:
        """Return the entries after ``after`` up to and with ``upto``, in order."""
        order = DESCENDING if self.descending else ASCENDING
        projection = dict.fromkeys({*fields, self.key}, 1) if fields else None
        found = self.collection.find(self.condition(name, after, upto), projection)
        return list(found.sort(self.key, order).limit(most or 0))

    def condition(self, name: str, after: str | None, upto: str | None) -> Row:
        """Return the filter of a stretch of a list: an equality and a range."""
        beyond, until = ("$lt", "$gte") if self.descending else ("$gt", "$lte")
        stretch = {word: key for word, key in ((beyond, after), (until, upto)) if key is not None}
        return {self.field: name, **({self.key: stretch} if stretch else {})}


def ladder_of(document: type[Document], *, descending: bool = False) -> Ladder:
    """Return the lists of a mongoengine document's collection."""
    return Ladder(document._get_collection(), descending=descending)


def loaded(document: type[Document], rows: Iterable[Row]) -> list[Any]:
    """Return the rows of a page as documents."""
    return [document._from_son(row) for row in rows]
