"""An append-only log in the service's own database, chained by hashes.

Each entry holds the SHA-256 of its predecessor's hash and its own canonical
JSON.  Changing, removing or inserting an entry breaks every hash after it;
cutting the end off is seen by whoever noted the last hash elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from nscl_shared.persistence.connection import AUDIT, database

GENESIS = "0" * 64
TRIES = 100
DUPLICATE = 11_000  # MongoDB's code of a number that is taken
BREATH = 100  # entries between two pauses


class BrokenChain(RuntimeError):
    """Entry ``number`` of the log is not what it was when it was written."""

    def __init__(self, number: int) -> None:
        super().__init__(f"entry {number} of the audit log was tampered with")
        self.number = number


@dataclass(frozen=True)
class Draft:
    """What is to be written; ``details`` are JSON values."""

    actor: str
    action: str
    target: str
    reason: str
    details: dict[str, Any]


@dataclass(frozen=True)
class AuditEntry:
    """One act: ``number`` counts from 1 without a gap, ``at`` is ISO 8601 in UTC."""

    number: int
    at: str
    actor: str
    action: str
    target: str
    reason: str
    details: dict[str, Any]
    previous: str
    hash: str = ""

    def sealed(self) -> str:
        """Return the hash that belongs to this entry."""
        content = {key: value for key, value in asdict(self).items() if key != "hash"}
        canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class AuditLog:
    """The log of one service."""

    def __init__(self, service: str) -> None:
        self._service = service

    def append(
        self, *, actor: str, action: str, target: str, reason: str = "", **details: Any
    ) -> AuditEntry:
        """Write one entry; ``details`` must be JSON values.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach; nothing is written.
        """
        return self.append_all([Draft(actor, action, target, reason, details)])[0]

    def append_all(self, drafts: Sequence[Draft]) -> list[AuditEntry]:
        """Write one entry for each of ``drafts``, in their order.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach; the first of them
                may be written.
        """
        written: list[AuditEntry] = []
        if not drafts:
            return written
        for _ in range(TRIES):
            entries = self._chained(drafts[len(written) :])
            try:
                self._rows.insert_many([_row(entry) for entry in entries])
            except BulkWriteError as error:  # somebody else wrote one of these numbers
                if error.details["writeErrors"][0]["code"] != DUPLICATE:
                    raise
                written += entries[: error.details["nInserted"]]
                continue
            return written + entries
        raise RuntimeError(f"{TRIES} others wrote at the same time")

    def _chained(self, drafts: Sequence[Draft]) -> list[AuditEntry]:
        last = next(iter(self.latest(1)), None)
        number, previous = (last.number, last.hash) if last else (0, GENESIS)
        chained = []
        for draft in drafts:
            number += 1
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            entry = AuditEntry(number, at, **vars(draft), previous=previous)
            previous = entry.sealed()
            chained.append(replace(entry, hash=previous))
        return chained

    def entries(self) -> Iterator[AuditEntry]:
        """Yield all entries, oldest first."""
        return (_entry(row) for row in self._rows.find().sort("_id", ASCENDING))

    def latest(self, count: int) -> list[AuditEntry]:
        """Return the last ``count`` entries, newest first."""
        return [_entry(row) for row in self._rows.find().sort("_id", DESCENDING).limit(count)]

    def verify(self, last: int | None = None) -> int:
        """Return the number of entries, all of them (or the ``last`` ones) as they were written.

        Of the last ones the predecessor's hash is taken on trust.

        Raises:
            BrokenChain: naming the first entry that is not.
        """
        total, first, previous = self._total(), 1, GENESIS
        if last is not None and total > last:
            first = total - last + 1
            previous = next((entry.hash for entry in self._from(first - 1)), "")
        number = first - 1
        for number, entry in enumerate(self._from(first), start=first):
            if (entry.number, entry.previous, entry.hash) != (number, previous, entry.sealed()):
                raise BrokenChain(entry.number)
            previous = entry.hash
            if number % BREATH == 0:
                time.sleep(0)  # lets a service's other green threads run
        return number

    def _total(self) -> int:
        return next((entry.number for entry in self.latest(1)), 0)

    def _from(self, number: int) -> Iterator[AuditEntry]:
        rows = self._rows.find({"_id": {"$gte": number}}).sort("_id", ASCENDING)
        return (_entry(row) for row in rows)

    @property
    def _rows(self) -> Collection[dict[str, Any]]:
        return database(self._service)[AUDIT]


def _row(entry: AuditEntry) -> dict[str, Any]:
    content = asdict(entry)
    return {"_id": content.pop("number"), **content}


def _entry(row: dict[str, Any]) -> AuditEntry:
    content = {key: value for key, value in row.items() if key != "_id"}
    return AuditEntry(number=row["_id"], **content)
