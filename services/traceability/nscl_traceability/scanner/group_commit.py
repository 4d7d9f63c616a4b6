"""Group commit: what arrives while one write is under way goes together into the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
MOST = 500


class GroupCommit(Generic[T, R]):
    """Hands items to ``write`` in groups of at most ``most``, one group at a time.

    ``write`` runs in a thread of ``executor`` and returns one result an item, once all
    are durable; when it raises, every item of the group gets the error.
    """

    def __init__(
        self, write: Callable[[Sequence[T]], Sequence[R]], executor: Executor, most: int = MOST
    ) -> None:
        self._write = write
        self._executor = executor
        self._most = most
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._task: asyncio.Task[None] | None = None
        self._ended = time.monotonic()

    @property
    def idle_seconds(self) -> float:
        """For how long nothing was to be written; 0 while a write is under way."""
        return time.monotonic() - self._ended if self._task is None else 0.0

    async def submit(self, item: T) -> R:
        """Return the result of writing ``item``, when it is durable."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None:
            self._task = asyncio.create_task(self._commit())
        return await future

    async def drain(self) -> None:
        """Wait until nothing is under way."""
        while self._task is not None:
            await asyncio.wait([self._task])

    async def _commit(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                items = [item for item, _ in group]
                try:
                    results = await loop.run_in_executor(self._executor, self._write, items)
                except Exception as error:  # noqa: BLE001  # handed to those who wait
                    _settle(group, error)
                else:
                    _settle(group, results)
        finally:
            self._task = None
            self._ended = time.monotonic()


def _settle(group: Sequence[tuple[T, asyncio.Future[R]]], outcome: Sequence[R] | Exception) -> None:
    for number, (_, future) in enumerate(group):
        if future.done():  # its caller is gone
            continue
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome[number])
