"""Scans into the database, many at once: written down before they are answered, folded later.

One write of one row, whatever the number of scans, is what an answer waits for.  The
journal is durable; rows and counters are made of it (``scan_fold``) when there is time.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from pymongo import timeout
from pymongo.errors import DuplicateKeyError

from nscl_shared.kernel import new_id
from nscl_shared.persistence import database
from nscl_shared.persistence.transaction import in_transaction
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.verdict import Judgement, StampState, judge
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.scan_counters import Row, StampCounter, read_counters
from nscl_traceability.storage.scan_fold import JOURNAL, FoldedElsewhere, fold, remaining

# a consumer waits no longer; the driver alone would try for two minutes
PATIENCE_SECONDS = 6.0
# scans folded at a time when nobody waits
FOLDED_AT_ONCE = 64
# scans in the journal above which new ones wait until some are folded
MOST_UNFOLDED = 20_000
# age from which the oldest is folded although others wait to be written
LATE = timedelta(seconds=10)


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


@dataclass(frozen=True)
class _Entry:
    """A row of the journal that this process wrote."""

    id: str
    at: datetime
    scans: Sequence[Row]


class ScanLog:
    """The scans of one process; used by one thread at a time.

    It knows the counters of stamps whose scans are not yet folded; ``unfolded`` is how many
    scans that are.  Those that another server has not folded yet are not in what a scan is
    answered; they are in the end.
    """

    def __init__(self) -> None:
        self._entries: deque[_Entry] = deque()
        self._counters: dict[str, StampCounter] = {}
        self._held: Counter[str] = Counter()
        self.unfolded = 0

    @property
    def late(self) -> bool:
        """Whether the oldest of them waits too long."""
        return bool(self._entries) and self._entries[0].at < datetime.now(UTC) - LATE

    def record(self, scans: Sequence[Scan]) -> list[Counted]:
        """Write down all of ``scans`` in one row, all of them or none.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach; what was written in spite
                of it is folded as what a server left behind.
        """
        with timeout(PATIENCE_SECONDS):
            while self.unfolded >= MOST_UNFOLDED:
                self.fold()
            counters = self._counters_of(scans)
            counted = [_counted(scan, counters[scan.stamp]) for scan in scans]
            rows = [_row(*pair) for pair in zip(scans, counted, strict=True)]
            entry = _Entry(new_id(), datetime.now(UTC), rows)
            _append(entry)
        self._entries.append(entry)
        self._counters.update(counters)
        self._held.update(scan.stamp for scan in scans)
        self.unfolded += len(scans)
        return counted

    def fold(self, most: int = FOLDED_AT_ONCE) -> int:
        """Fold the oldest scans, about ``most``; return how many.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach; nothing was written.
        """
        group = self._oldest(most)
        with timeout(PATIENCE_SECONDS):
            try:
                fold([entry.id for entry in group], [row for entry in group for row in entry.scans])
            except FoldedElsewhere:
                left = remaining([entry.id for entry in group])
                group = [entry for entry in group if entry.id not in left]
        return sum(self._release(entry) for entry in group)

    def _counters_of(self, scans: Sequence[Scan]) -> dict[str, StampCounter]:
        stamps = {scan.stamp for scan in scans}
        known = {stamp: self._counters[stamp].copy() for stamp in stamps & self._counters.keys()}
        return known | read_counters(stamps - known.keys())

    def _oldest(self, most: int) -> list[_Entry]:
        group: list[_Entry] = []
        scans = 0
        for entry in self._entries:
            if scans >= most:
                break
            group.append(entry)
            scans += len(entry.scans)
        return group

    def _release(self, entry: _Entry) -> int:
        self._entries.remove(entry)
        self.unfolded -= len(entry.scans)
        for row in entry.scans:
            stamp = row["stamp"]
            self._held[stamp] -= 1
            if not self._held[stamp]:
                del self._held[stamp], self._counters[stamp]
        return len(entry.scans)


def _append(entry: _Entry) -> None:
    row = {"_id": entry.id, "at": entry.at, "scans": list(entry.scans)}
    # a duplicate is this very row: committed, the answer was lost, the driver tried again
    with suppress(DuplicateKeyError):
        in_transaction(ALIAS, lambda: database(ALIAS)[JOURNAL].insert_one(row))


def _counted(scan: Scan, counter: StampCounter) -> Counted:
    counter.count(scan.at, scan.today.isoformat(), scan.device)
    judgement = judge(replace(scan.state, devices=counter.devices), scan.today)
    return Counted(counter.scans, counter.first_at, judgement)


def _row(scan: Scan, counted: Counted) -> Row:
    return {
        "stamp": scan.stamp,
        "at": scan.at,
        "day": scan.today.isoformat(),
        "commune": scan.commune,
        "device": scan.device,
        "outcome": counted.judgement.verdict.value,
        "reasons": [reason.value for reason in counted.judgement.reasons],
    }
