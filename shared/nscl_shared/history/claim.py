"""One replay at a time, and what it has done so far, in the service's own database."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from nscl_shared.persistence.connection import GENERATIONS, database

CLAIM = "replay"
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
        row = self._row()
        held = row
        while row and row["owner"] and row["until"] > datetime.now(UTC):
            if held and row["until"] != held["until"]:
                raise Busy(f"{row['owner']} is replaying {self._service}")
            waiting(f"waiting whether {row['owner']} is still at it")
            time.sleep(PAUSE_SECONDS)
            row = self._row()
        new = {"owner": self._owner, "until": datetime.now(UTC) + TTL}
        if row is None:
            row = {"_id": CLAIM, "progress": asdict(Progress())}
            self._insert({**row, **new})
        else:
            self._replace({"owner": row["owner"], "until": row["until"]}, new)
        return Progress(**row["progress"])

    def keep(self, progress: Progress | None = None) -> None:
        """Go on having it; with ``progress``, in the running transaction, note that.

        Raises:
            Superseded: it ran out and somebody else took it.
        """
        news: dict[str, Any] = {"until": datetime.now(UTC) + TTL}
        if progress is not None:
            news["progress"] = asdict(progress)
        done = self._rows.update_one({"_id": CLAIM, "owner": self._owner}, {"$set": news})
        if done.matched_count == 0:
            raise Superseded(f"somebody else took over the replay of {self._service}")

    def release(self) -> None:
        """Let others have it."""
        self._rows.update_one({"_id": CLAIM, "owner": self._owner}, {"$set": {"owner": ""}})

    def _insert(self, row: dict[str, Any]) -> None:
        try:
            self._rows.insert_one(row)
        except DuplicateKeyError as error:
            raise Busy(f"somebody else began to replay {self._service}") from error

    def _replace(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        done = self._rows.update_one({"_id": CLAIM, **old}, {"$set": new})
        if done.matched_count == 0:
            raise Busy(f"somebody else began to replay {self._service}")

    def _row(self) -> dict[str, Any] | None:
        return self._rows.find_one({"_id": CLAIM})

    @property
    def _rows(self) -> Collection[dict[str, Any]]:
        return database(self._service)[GENERATIONS]
