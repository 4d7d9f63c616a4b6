"""An append-only log in the service's own database, chained by hashes.

Each entry holds the SHA-256 of its predecessor's hash and its own canonical
JSON.  Changing, removing or inserting an entry breaks every hash after it;
cutting the end off is seen by whoever noted the last hash elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from nscl_shared.persistence.connection import AUDIT, database

GENESIS = "0" * 64
TRIES = 100


class BrokenChain(RuntimeError):
    """An entry of the log is not what it was when it was written."""


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
        for _ in range(TRIES):
            last = self._rows.find_one(sort=[("_id", DESCENDING)])
            entry = AuditEntry(
                number=last["_id"] + 1 if last else 1,
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                actor=actor,
                action=action,
                target=target,
                reason=reason,
                details=details,
                previous=last["hash"] if last else GENESIS,
            )
            row = {**asdict(entry), "_id": entry.number, "hash": entry.sealed()}
            del row["number"]
            try:
                self._rows.insert_one(row)
            except DuplicateKeyError:  # somebody else wrote this number
                continue
            return _entry(row)
        raise RuntimeError(f"{TRIES} others wrote at the same time")

    def entries(self) -> Iterator[AuditEntry]:
        """Yield all entries, oldest first."""
        return (_entry(row) for row in self._rows.find().sort("_id", ASCENDING))

    def verify(self) -> int:
        """Return the number of entries, all of them as they were written.

        Raises:
            BrokenChain: naming the first entry that is not.
        """
        previous, number = GENESIS, 0
        for number, entry in enumerate(self.entries(), start=1):
            if (entry.number, entry.previous, entry.hash) != (number, previous, entry.sealed()):
                raise BrokenChain(f"entry {entry.number} of the audit log was tampered with")
            previous = entry.hash
        return number

    @property
    def _rows(self) -> Collection[dict[str, Any]]:
        return database(self._service)[AUDIT]


def _entry(row: dict[str, Any]) -> AuditEntry:
    content = {key: value for key, value in row.items() if key != "_id"}
    return AuditEntry(number=row["_id"], **content)
