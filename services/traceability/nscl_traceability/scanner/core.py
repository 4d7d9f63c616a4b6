"""What one process of the scan server holds: keys, memory, recorder; its life."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from pymongo.errors import ConnectionFailure, PyMongoError

from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence import connect, database, end_sessions_of_predecessor
from nscl_shared.settings import settings
from nscl_traceability.queries.lot_news import CAPTURES, told_of
from nscl_traceability.queries.memory import Memory
from nscl_traceability.scanner.metrics import CHANGES_HEARD, REMEMBERED
from nscl_traceability.scanner.options import options
from nscl_traceability.scanner.recorder import Recorder
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.keyring import Keyring, keyring
from nscl_traceability.storage.setup import setup
from nscl_traceability.storage.watch import Watch

READERS = 4
FLUSH_SECONDS = 1.0
RETRY_SECONDS = 1.0
# what is captured together is looked at together
GATHER_SECONDS = 0.3
MOST_CAPTURES = 500
# Silence of the change stream after which nothing in memory is trusted any more.
DEAF_SECONDS = 3.0
KEYS = "stamp_keys"
PR_SET_PDEATHSIG = 1

log = get_logger(__name__)


class Core:
    """The parts that requests use; ``ready`` once the database has been reached."""

    def __init__(self) -> None:
        self._readers = ThreadPoolExecutor(READERS, "read")
        self._writer = ThreadPoolExecutor(1, "write")
        self._tasks: list[asyncio.Task[None]] = []
        self.memory = Memory(self._readers, self.hears)
        self.recorder = Recorder(self._writer, options())
        self.keys: Keyring = keyring()
        self.opened = False
        self._watch: Watch | None = None
        self._captured: list[str] = []
        self._looking: asyncio.Task[None] | None = None

    def hears(self) -> bool:
        """Tell whether changes are heard, so that what is in memory can be trusted."""
        return self._watch is not None and self._watch.silence < DEAF_SECONDS

    async def start(self) -> None:
        """Connect in the background; requests are answered meanwhile as far as possible."""
        _die_with_parent()
        self._tasks = [asyncio.create_task(self._open()), asyncio.create_task(self._flush())]

    async def stop(self) -> None:
        """Record what is under way, then let go."""
        for task in (*self._tasks, self._looking):
            if task is not None:
                task.cancel()
        await self.recorder.drain()
        if self._watch is not None:
            self._watch.end()
        self._readers.shutdown(cancel_futures=True)
        self._writer.shutdown()

    async def in_reader(self, work: Any, *arguments: Any) -> Any:
        """Run blocking work in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, work, *arguments)

    def reachable(self) -> bool:
        """Tell whether the database answers; blocks."""
        try:
            database(ALIAS).command("ping")
        except PyMongoError:
            return False
        return True

    async def _open(self) -> None:
        connect(ALIAS, settings().mongodb_uri)
        while not self.opened:
            try:
                await self.in_reader(_prepare)
            except ConnectionFailure as error:
                log.warning("waiting-for-database", reason=str(error)[:200])
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self.opened = True
        self._tasks += [
            asyncio.create_task(work()) for work in (self.recorder.fold, self.recorder.sweep)
        ]
        self._listen()
        _spare_the_collector()
        log.info("serving", address=f"{settings().bind_host}:{settings().bind_port}")

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()

        def changed(collection: str, row_id: Any) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(self._changed, collection, row_id)

        def began() -> None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._forget)

        kept = (*Memory.COLLECTIONS, KEYS)
        self._watch = Watch(ALIAS, kept, changed, began, growing=(CAPTURES,))
        threading.Thread(target=self._watch.run, name="watch", daemon=True).start()

    def _changed(self, collection: str, row_id: Any) -> None:
        if collection == KEYS:
            self._readers.submit(self.keys.open_new)
        elif collection == CAPTURES:
            self._captured.append(row_id)
            if self._looking is None or self._looking.done():
                self._looking = asyncio.create_task(self._look())
        else:
            self.memory.changed(collection, row_id)

    async def _look(self) -> None:
        """Look at what events tell of until no more come."""
        while self._captured:
            await asyncio.sleep(GATHER_SECONDS)
            ids, self._captured = self._captured, []
            told = await self._told_of(ids)
            self.memory.news.note(told, time.monotonic())

    async def _told_of(self, capture_ids: list[str]) -> set[str] | None:
        if len(capture_ids) > MOST_CAPTURES:
            return None
        try:
            told: set[str] | None = await self.in_reader(told_of, capture_ids)
        except PyMongoError as error:
            log.warning("events-not-looked-at", reason=str(error)[:200])
            return None
        return told

    def _forget(self) -> None:
        self.memory.clear()
        self._readers.submit(self.keys.open_new)
        self._readers.submit(self.memory.learn)

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            CHANGES_HEARD.set(self.hears())
            REMEMBERED.labels("batches").set(len(self.memory.batches))
            REMEMBERED.labels("items").set(len(self.memory.items))
            if self.opened:
                await self.recorder.flush()


def _prepare() -> None:
    end_sessions_of_predecessor(ALIAS)
    setup()


def _spare_the_collector() -> None:
    """Keep what lives as long as the process out of full collections.

    Each of them stopped every answer for 60 to 100 ms, some three seconds apart under load.
    """
    gc.collect()
    gc.freeze()


def _die_with_parent() -> None:
    """Let the kernel end this worker when the server's main process is killed."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def now() -> float:
    """Return a clock that never goes back, in seconds."""
    return time.perf_counter()
