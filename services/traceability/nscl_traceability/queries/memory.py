"""What scans ask for again and again, kept in memory until the database changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from typing import Any, Generic, TypeVar

from nscl_shared.observability.logs import get_logger
from nscl_traceability.queries.lot_news import LotNews
from nscl_traceability.queries.stamp_facts import (
    BatchFacts,
    ItemFacts,
    known_gtins,
    load_batch,
    load_item,
)

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
ABSENT = object()
log = get_logger(__name__)
MOST = 20_000
# a lot's way is read again when it is older and asked for, should news of it have been missed
OLD_SECONDS = 600.0
# the same while so many events come that it is not looked at what they tell of
MANY_SECONDS = 30.0


class Shelf(Generic[K, V]):
    """Values by key, read on demand, each by one reader at a time; used by one event loop.

    None, for what does not exist, is kept as well.  A value that was being read while
    something was forgotten is handed out but not kept.
    """

    def __init__(self, read: Callable[[K], V | None], executor: Executor, most: int = MOST) -> None:
        self._read = read
        self._executor = executor
        self._most = most
        self._kept: dict[K, V | None] = {}
        self._reading: dict[K, asyncio.Future[V | None]] = {}
        self._changes = 0

    def __len__(self) -> int:
        return len(self._kept)

    async def get(self, key: K, *, trusted: bool = True) -> V | None:
        """Return the value; read it when it is not kept, or what is kept is not ``trusted``.

        Raises:
            pymongo.errors.PyMongoError: it must be read and cannot be.
        """
        found: Any = self._kept.get(key, ABSENT) if trusted else ABSENT
        if found is not ABSENT:
            return found  # type: ignore[no-any-return]  # a V or None
        reading = self._reading.get(key)
        if reading is None:
            reading = asyncio.ensure_future(self._fetch(key, keep=trusted))
            self._reading[key] = reading
        return await asyncio.shield(reading)

    def renew(self, key: K) -> asyncio.Future[V | None] | None:
        """Read a kept value again while the old one is still handed out; None if it is being read."""
        if key not in self._kept or key in self._reading:
            return None
        reading = asyncio.ensure_future(self._fetch(key, keep=True))
        reading.add_done_callback(_note_failure)
        self._reading[key] = reading
        return reading

    async def anew(self, key: K, old: V) -> V | None:
        """Return the value, read again unless another than ``old`` is kept by now.

        Raises:
            pymongo.errors.PyMongoError: it must be read and cannot be.
        """
        if self._kept.get(key) is old:
            del self._kept[key]
        return await self.get(key)

    def forget(self, matches: Callable[[V], bool]) -> None:
        """Forget what ``matches``, and all that did not exist."""
        self._changes += 1
        self._reading = {}
        stale = [key for key, value in self._kept.items() if value is None or matches(value)]
        for key in stale:
            del self._kept[key]

    def clear(self) -> None:
        """Forget everything."""
        self.forget(lambda _: True)

    async def _fetch(self, key: K, *, keep: bool) -> V | None:
        changes = self._changes
        loop = asyncio.get_running_loop()
        try:
            value = await loop.run_in_executor(self._executor, self._read, key)
        finally:
            if changes == self._changes:
                self._reading.pop(key, None)
        if keep and changes == self._changes:
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = value
        return value


def _note_failure(reading: asyncio.Future[Any]) -> None:
    if not reading.cancelled() and (error := reading.exception()):
        log.warning("not-renewed", reason=str(error)[:200])


class Memory:
    """Batches by number and items by GTIN and lot; ``trusted`` says whether changes are heard."""

    COLLECTIONS = ("stamp_batches", "products", "lots", "certificate_copies")

    def __init__(self, executor: Executor, trusted: Callable[[], bool]) -> None:
        self._trusted = trusted
        self.batches: Shelf[int, BatchFacts] = Shelf(load_batch, executor)
        self.items: Shelf[tuple[str, str], ItemFacts] = Shelf(self._item, executor)
        self.news = LotNews()
        self._gtins: set[str] = set()

    async def batch(self, number: int) -> BatchFacts | None:
        """Return a batch."""
        return await self.batches.get(number, trusted=self._trusted())

    async def item(self, gtin: str, lot_number: str) -> ItemFacts | None:
        """Return a product and its lot; the product alone for an empty lot number."""
        key = (gtin, lot_number)
        found = await self.items.get(key, trusted=self._trusted())
        if found is None:
            return None
        if self.news.since(found.read_at, found.way.nodes):
            return await self.items.anew(key, found)
        if self._old(found):
            self.items.renew(key)
        return found

    def _old(self, item: ItemFacts) -> bool:
        most = MANY_SECONDS if self.news.many > item.read_at else OLD_SECONDS
        return time.monotonic() - item.read_at > most

    def known(self, gtin: str) -> str | None:
        """Return the GTIN if some product is known by it here; reads nothing."""
        return gtin if gtin in self._gtins else None

    def learn(self) -> None:
        """Read which GTINs there are, for ``known``; blocks."""
        self._gtins.update(known_gtins(MOST))

    def changed(self, collection: str, row_id: Any) -> None:
        """Forget what depended on a row."""
        if collection == "stamp_batches":
            self.batches.forget(lambda batch: batch.id == row_id)
        elif collection == "certificate_copies":
            self.items.clear()
        else:
            self.items.forget(lambda item: row_id in item.sources)

    def clear(self) -> None:
        """Forget everything."""
        self.batches.clear()
        self.items.clear()
        self.news.clear()

    def _item(self, key: tuple[str, str]) -> ItemFacts | None:
        found = load_item(*key)
        if found is not None:
            self._gtins.add(found.product["gtin"])
        return found
