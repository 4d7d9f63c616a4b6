"""The counter of a stamp: how often it was scanned, since when, by how many devices today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pymongo import InsertOne, UpdateOne

from nscl_shared.persistence import database
from nscl_traceability.domain.verdict import MANY_DEVICES
from nscl_traceability.storage.documents import ALIAS

Row = dict[str, Any]
COUNTERS = "scanned_stamps"
# Devices of a stamp and day that are remembered: enough to tell that they are many.
MOST_DEVICES = MANY_DEVICES


class StampCounter:
    """A row of ``scanned_stamps``, as it was read, and what has been added since."""

    def __init__(self, stamp: str, row: Mapping[str, Any] | None = None) -> None:
        self._known = row is not None
        self._row: Row = dict(row or {"_id": stamp, "scans": 0})
        self._added = 0

    @property
    def scans(self) -> int:
        """How often the stamp was scanned."""
        return int(self._row["scans"])

    @property
    def first_at(self) -> datetime:
        """When it was scanned first."""
        at: datetime = self._row["first_at"]
        return at

    @property
    def devices(self) -> int:
        """How many devices scanned it on the day of its last scan, at most ``MOST_DEVICES``."""
        return len(self._row["devices"])

    def copy(self) -> StampCounter:
        """Return a counter that counts on by itself."""
        twin = StampCounter(self._row["_id"], self._row)
        twin._known, twin._added = self._known, self._added
        return twin

    def count(self, at: datetime, day: str, device: bytes | None) -> None:
        """Count a scan; scans of several servers may come in any order."""
        row = self._row
        row["first_at"] = min(at, row.get("first_at", at))
        row["last_at"] = max(at, row.get("last_at", at))
        row["scans"] += 1
        self._added += 1
        if day > row.get("devices_on", ""):
            row.update(devices_on=day, devices=[])
        seen = row["devices"]
        if day == row["devices_on"] and device and device not in seen and len(seen) < MOST_DEVICES:
            row["devices"] = [*seen, device]

    def change(self) -> InsertOne[Row] | UpdateOne:
        """Return the write."""
        if not self._known:
            return InsertOne(self._row)
        fields = {key: value for key, value in self._row.items() if key not in ("_id", "scans")}
        return UpdateOne(
            {"_id": self._row["_id"]}, {"$inc": {"scans": self._added}, "$set": fields}
        )


def read_counters(stamps: Iterable[str]) -> dict[str, StampCounter]:
    """Return the counters of some stamps, new ones for those that have none."""
    wanted = set(stamps)
    rows = database(ALIAS)[COUNTERS].find({"_id": {"$in": list(wanted)}}) if wanted else ()
    known = {row["_id"]: row for row in rows}
    return {stamp: StampCounter(stamp, known.get(stamp)) for stamp in wanted}
