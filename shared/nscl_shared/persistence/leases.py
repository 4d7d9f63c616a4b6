"""Leases: which replica of a service does which share of a work that one must do.

Shares are numbered; a lease on a share is a document with an owner and an end.
Replicas make themselves known, so that each takes its fair part and gives up
what it holds beyond when another one comes.  Clocks of replicas must agree to
within a fraction of its length.
"""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from nscl_shared.persistence.connection import LEASES, database

TTL = timedelta(seconds=10)
RENEWALS = 3  # tries before a lease runs out
FORGET = timedelta(hours=1)


def share_of(key: str, count: int) -> int:
    """Return which of ``count`` shares a thing belongs to, the same in every process."""
    return zlib.crc32(key.encode()) % count


class Leases:
    """The shares ``0 … count-1`` of the work ``kind`` as the replica ``owner`` sees them."""

    def __init__(
        self, service: str, kind: str, count: int, owner: str, *, ttl: timedelta = TTL
    ) -> None:
        self._service = service
        self._kind = kind
        self._count = count
        self._owner = owner
        self._ttl = ttl
        self._renewed = float("-inf")
        self._until = float("-inf")
        self._held: frozenset[int] = frozenset()

    def held(self) -> frozenset[int]:
        """Return the shares that are surely ours now; renew when it is time.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach.
        """
        if time.monotonic() - self._renewed >= self._ttl.total_seconds() / RENEWALS:
            self._renew()
        return self._held if time.monotonic() < self._until else frozenset()

    def share_of(self, key: str) -> int:
        """Return the share that a thing belongs to, the same for every replica."""
        return share_of(key, self._count)

    def release(self) -> None:
        """Leave all shares to others at once."""
        self._rows.delete_many({"kind": self._kind, "owner": self._owner})
        self._held, self._renewed = frozenset(), float("-inf")

    def _renew(self) -> None:
        started, now = time.monotonic(), datetime.now(UTC)
        fair = -(-self._count // self._known_replicas(now))
        rows = {row["share"]: row for row in self._rows.find({"kind": self._kind, "role": "share"})}
        mine = sorted(share for share, row in rows.items() if row["owner"] == self._owner)
        kept = self._prolong(mine[:fair], now)
        for share in mine[fair:]:
            self._rows.delete_one({"_id": self._id(share), "owner": self._owner})
        free = [s for s in range(self._count) if s not in rows or rows[s]["until"] <= now]
        for share in free[: fair - len(kept)]:
            if self._take(share, now):
                kept.add(share)
        self._held = frozenset(kept)
        self._renewed, self._until = started, started + self._ttl.total_seconds()

    def _known_replicas(self, now: datetime) -> int:
        me = f"{self._kind}:replica:{self._owner}"
        self._rows.replace_one(
            {"_id": me},
            {"kind": self._kind, "role": "replica", "owner": self._owner, "until": now + self._ttl},
            upsert=True,
        )
        replicas = list(self._rows.find({"kind": self._kind, "role": "replica"}))
        for gone in (row["_id"] for row in replicas if row["until"] < now - FORGET):
            self._rows.delete_one({"_id": gone})
        return sum(1 for row in replicas if row["until"] > now)

    def _prolong(self, shares: list[int], now: datetime) -> set[int]:
        own = {"kind": self._kind, "role": "share", "owner": self._owner}
        until = {"$set": {"until": now + self._ttl}}
        done = self._rows.update_many({**own, "share": {"$in": shares}}, until)
        if done.matched_count == len(shares):
            return set(shares)
        return {row["share"] for row in self._rows.find(own)}  # another took one meanwhile

    def _take(self, share: int, now: datetime) -> bool:
        row = {
            "kind": self._kind,
            "role": "share",
            "share": share,
            "owner": self._owner,
            "until": now + self._ttl,
        }
        expired = {"_id": self._id(share), "until": {"$lte": now}}
        try:
            if self._rows.replace_one(expired, row).matched_count:
                return True
            self._rows.insert_one({"_id": self._id(share), **row})
        except DuplicateKeyError:  # another replica was faster
            return False
        return True

    def _id(self, share: int) -> str:
        return f"{self._kind}:{share}"

    @property
    def _rows(self) -> Collection[dict[str, Any]]:
        return database(self._service)[LEASES]
