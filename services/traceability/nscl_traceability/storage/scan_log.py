"""Scans into the database, many at once: the records and the counters of their stamps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pymongo import InsertOne, UpdateOne, timeout
from pymongo.errors import BulkWriteError, DuplicateKeyError

from nscl_shared.kernel import new_id
from nscl_shared.persistence import database
from nscl_shared.persistence.transaction import in_transaction
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.verdict import MANY_DEVICES, Judgement, StampState, judge
from nscl_traceability.storage.documents import ALIAS

Row = dict[str, Any]
# Devices of a stamp and day that are remembered: enough to tell that they are many.
MOST_DEVICES = MANY_DEVICES
TRIES = 3
# a consumer waits no longer; the driver alone would try for two minutes
PATIENCE_SECONDS = 6.0
DUPLICATE = 11_000


@dataclass(frozen=True)
class Scan:
    """A scan to record: of which stamp, when, from where, and what is known of the stamp.

    ``today`` is the local day that decides about expiry; ``device`` a salted hash.
    """

    place: StampPlace
    at: datetime
    today: date
    state: StampState
    commune: str | None = None
    device: bytes | None = None

    @property
    def stamp(self) -> str:
        """The id of the stamp."""
        return f"{self.place.batch_number}/{self.place.index}"


@dataclass(frozen=True)
class Counted:
    """What a scan was answered: how many there are with it, since when, and the verdict."""

    scans: int
    first_at: datetime
    judgement: Judgement


def record_scans(scans: Sequence[Scan]) -> list[Counted]:
    """Write all of ``scans`` and their counters in one transaction: all of them or none.

    Raises:
        pymongo.errors.PyMongoError: the database is out of reach; nothing was written.
    """
    with timeout(PATIENCE_SECONDS):
        for _ in range(TRIES - 1):
            try:
                return in_transaction(ALIAS, lambda: _record(scans))
            except DuplicateKeyError:  # another replica saw one of the stamps first
                continue
        return in_transaction(ALIAS, lambda: _record(scans))


def _record(scans: Sequence[Scan]) -> list[Counted]:
    db = database(ALIAS)
    stamps = list({scan.stamp for scan in scans})
    before = {row["_id"]: row for row in db["scanned_stamps"].find({"_id": {"$in": stamps}})}
    counters = {stamp: _Counter(stamp, before.get(stamp)) for stamp in stamps}
    counted = [counters[scan.stamp].add(scan) for scan in scans]
    db["scans"].insert_many([_row(*pair) for pair in zip(scans, counted, strict=True)])
    try:
        db["scanned_stamps"].bulk_write([c.change() for c in counters.values()], ordered=False)
    except BulkWriteError as error:
        raise _first_cause(error) from error
    return counted


def _first_cause(error: BulkWriteError) -> Exception:
    # a bulk write hides by which of its errors a transaction may be tried again
    codes = {each.get("code") for each in error.details.get("writeErrors", ())}
    return DuplicateKeyError(str(error), DUPLICATE) if DUPLICATE in codes else error


def _row(scan: Scan, counted: Counted) -> Row:
    return {
        "_id": new_id(),
        "stamp": scan.stamp,
        "at": scan.at,
        "day": scan.today.isoformat(),
        "commune": scan.commune,
        "device": scan.device,
        "outcome": counted.judgement.verdict.value,
        "reasons": [reason.value for reason in counted.judgement.reasons],
    }


class _Counter:
    """The counter of one stamp: as it was, and with the scans of this commit."""

    def __init__(self, stamp: str, row: Mapping[str, Any] | None) -> None:
        self._stamp = stamp
        self._known = row is not None
        self._row: Row = dict(row or {"_id": stamp, "scans": 0})
        self._added = 0

    def add(self, scan: Scan) -> Counted:
        """Count a scan; the verdict depends on the devices seen today, its own included."""
        row, day = self._row, scan.today.isoformat()
        row.setdefault("first_at", scan.at)
        row["last_at"] = scan.at
        row["scans"] += 1
        self._added += 1
        seen = list(row.get("devices", ())) if row.get("devices_on") == day else []
        if scan.device and scan.device not in seen and len(seen) < MOST_DEVICES:
            seen.append(scan.device)
        row.update(devices_on=day, devices=seen)
        judgement = judge(replace(scan.state, devices=len(seen)), scan.today)
        return Counted(row["scans"], row["first_at"], judgement)

    def change(self) -> InsertOne[Row] | UpdateOne:
        """Return the write."""
        if not self._known:
            return InsertOne(self._row)
        fields = {name: self._row[name] for name in ("last_at", "devices_on", "devices")}
        return UpdateOne({"_id": self._stamp}, {"$inc": {"scans": self._added}, "$set": fields})
