"""The key of a day's device hashes: random, the same for all replicas, gone after two days."""

from __future__ import annotations

import hmac
import os
from datetime import UTC, date, datetime

from nscl_shared.persistence import database
from nscl_traceability.storage.documents import ALIAS

SALT_BYTES = 32
DEVICE_BYTES = 8


def salt_of(day: date) -> bytes:
    """Return the salt of a day; the first replica that asks makes it."""
    salts = database(ALIAS)["scan_salts"]
    fresh = {"salt": os.urandom(SALT_BYTES), "at": datetime.now(UTC)}
    salts.update_one({"_id": day.isoformat()}, {"$setOnInsert": fresh}, upsert=True)
    return bytes(salts.find_one({"_id": day.isoformat()}, {"salt": 1})["salt"])  # type: ignore[index]


def device_hash(salt: bytes, address: str, agent: str) -> bytes:
    """Return a hash of network address and browser that means nothing without the salt."""
    return hmac.digest(salt, f"{address}\n{agent}".encode(), "sha256")[:DEVICE_BYTES]
