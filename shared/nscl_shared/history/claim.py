"""One replay at a time, and what it has done so far, in the service's own database."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError, PyMongoError

from nscl_shared.persistence.connection import GENERATIONS, database

CLAIM = "replay"  # whose it is and what is done; written by the replay's transactions
LEASE = "replay-lease"  # how long it is surely held; written all the time
RENEWALS = 3
TTL = timedelta(seconds=10)
PAUSE_SECONDS = 0.2
MOST_FAULTS = 20


class Busy(RuntimeError):
    """Somebody else is at it."""


class Superseded(RuntimeError):
    """The claim ran out meanwhile and somebody else has it."""


@dataclass
class Progress:
    """How far a replay is.  ``offset`` is that of the last entry that is in the shadow."""

    generation: int = 0
    start: str = ""
    offset: int = -1
    entries: int = 0
    applied: int = 0
    ignored: int = 0
    skipped: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)

    def note_fault(self, offset: int, reason: str) -> None:
        """Count an entry that cannot be read; keep the first reasons."""
        self.skipped += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append({"offset": offset, "reason": reason})


class Claim:
    """The right to change the generations of ``service``, for ``owner`` (a text for people)."""

    def __init__(self, service: str, owner: str) -> None:
        self._service = service
        self._owner = owner

    def take(self, waiting: Callable[[str], None]) -> Progress:
        """Take the claim; return what whoever had it before has done.

        One that died still has it for up to ten seconds, which are waited for.

        Raises:
            Busy: its owner lives.
        """
        first = row = self._lease()
        while row and row["owner"] and row["until"] > datetime.now(UTC):
            if first and row["until"] != first["until"]:
                raise Busy(f"{row['owner']} is replaying {self._service}")
            waiting(f"waiting whether {row['owner']} is still at it")
            time.sleep(PAUSE_SECONDS)
            row = self._lease()
        self._take_lease(row)
        self._rows.update_one({"_id": CLAIM}, {"$set": {"owner": self._owner}}, upsert=True)
        found = self._rows.find_one({"_id": CLAIM}) or {}
        return Progress(**found.get("progress", {}))

    def note(self, progress: Progress) -> None:
        """Note, in the running transaction, what is done.

        Raises:
            Superseded: the claim ran out and somebody else took it.
        """
        news = {"$set": {"progress": asdict(progress)}}
        done = self._rows.update_one({"_id": CLAIM, "owner": self._owner}, news)
        if done.matched_count == 0:
            raise Superseded(f"somebody else took over the replay of {self._service}")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the claim, in a thread, as long as the block and this process run; then leave it."""
        over = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(over,), daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()
            self._rows.update_one({"_id": LEASE, "owner": self._owner}, {"$set": {"owner": ""}})

    def _keep(self, over: threading.Event) -> None:
        while not over.wait(TTL.total_seconds() / RENEWALS):
            with contextlib.suppress(PyMongoError):  # the next time, or it runs out
                until = {"$set": {"until": datetime.now(UTC) + TTL}}
                self._rows.update_one({"_id": LEASE, "owner": self._owner}, until)

    def _take_lease(self, seen: dict[str, Any] | None) -> None:
        """Take the lease that was free when it was ``seen``."""
        new = {"owner": self._owner, "until": datetime.now(UTC) + TTL}
        try:
            if seen is None:
                self._rows.insert_one({"_id": LEASE, **new})
            elif not self._rows.replace_one(seen, new).matched_count:
                raise Busy(f"somebody else began to replay {self._service}")
        except DuplicateKeyError as error:
            raise Busy(f"somebody else began to replay {self._service}") from error

    def _lease(self) -> dict[str, Any] | None:
        return self._rows.find_one({"_id": LEASE})

    @property
    def _rows(self) -> Collection[dict[str, Any]]:
        return database(self._service)[GENERATIONS]
