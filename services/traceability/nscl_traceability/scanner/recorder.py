"""Keeps scans: recorded in groups before they are answered, counted where they are too many.

What is recorded goes into a journal first; rows and counters are made of it in between.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pymongo.errors import PyMongoError

from nscl_shared.kernel import clock
from nscl_shared.observability.logs import get_logger
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.verdict import FORGED, Judgement, StampState, Verdict, judge
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.group_commit import GroupCommit
from nscl_traceability.scanner.metrics import COMMIT_SECONDS, COMMIT_SIZE, SCANS, UNFOLDED
from nscl_traceability.scanner.options import Options
from nscl_traceability.storage.scan_fold import fold_left_behind
from nscl_traceability.storage.scan_log import Counted, Scan, ScanLog
from nscl_traceability.storage.scan_retention import KEEP_SCANS, forget_scans
from nscl_traceability.storage.scan_salt import device_hash, salt_of
from nscl_traceability.storage.scan_tallies import Tally, add_tallies

COMMUNE = re.compile(rb"\d{5}")
# seconds after which it is looked again whether there is time to fold
PAUSE = 0.02
# seconds without a scan after which there is: between two groups of a busy hour there is not
REST = 0.05
# seconds without one after which none is expected in the middle of a long fold
LONG_REST = 1.0
# scans folded at a time before that: one that comes meanwhile waits for no more
FOLDED_BETWEEN = 8
# seconds between two looks at what servers that are gone have left
SWEEP = 60.0
# products of forged serials that are told apart within an hour; anybody can name any product
MOST_NAMED = 100
RETRY_SECONDS = 1.0
DRAIN_SECONDS = 4.0
LEFT_BEHIND = timedelta(seconds=SWEEP)
log = get_logger(__name__)


@dataclass(frozen=True)
class Seen:
    """What is said of a scan: the verdict, and how often it was scanned (None: not counted)."""

    judgement: Judgement
    scans: int | None = None
    first_at: datetime | None = None


class Recorder:
    """Records the scans of one process; used by one event loop."""

    def __init__(self, executor: Executor, options: Options) -> None:
        self._executor = executor
        self._options = options
        self._scan_log = ScanLog()
        self._recorded = asyncio.Event()
        self._commits: GroupCommit[Scan, Counted] = GroupCommit(self._write, executor)
        self._tallies: Counter[Tally] = Counter()
        self._hour: tuple[date, int] | None = None
        self._named: set[str] = set()
        self._second, self._in_second = 0, 0
        self._salt: tuple[date, bytes] | None = None

    async def note(self, ask: Ask, place: StampPlace, state: StampState, today: date) -> Seen:
        """Record a scan, durably; above the limit only one in so many, the others counted.

        Raises:
            pymongo.errors.PyMongoError: the database is away; nothing was recorded.
        """
        if self._passed_over():
            judgement = judge(state, today)
            self._tally(ask, judgement.verdict, today)
            return Seen(judgement)
        device = await self._device(ask, today)
        scan = Scan(place, datetime.now(UTC), today, state, self._commune(ask), device)
        counted = await self._commits.submit(scan)
        self._recorded.set()
        SCANS.labels(counted.judgement.verdict.value, "recorded").inc()
        return Seen(counted.judgement, counted.scans, counted.first_at)

    def forged(self, ask: Ask, today: date, gtin: str | None = None) -> Seen:
        """Count a scan of what is no stamp of ours; costs the database nothing now.

        ``gtin`` is that of the product which it names, None where there is no such product.
        """
        self._tally(ask, Verdict.UNKNOWN, today, gtin)
        return Seen(FORGED, 0)

    async def flush(self) -> None:
        """Write the counts since the last time; they are kept while the database is away."""
        if not self._tallies:
            return
        counts, self._tallies = self._tallies, Counter()
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, add_tallies, counts)
        except PyMongoError as error:
            self._tallies.update(counts)
            log.warning("counts-not-written", reason=str(error)[:200])

    async def fold(self) -> None:
        """Fold what was recorded, for ever, when no scans come or it gets late."""
        while True:
            await self._recorded.wait()
            if not self._scan_log.unfolded:
                self._recorded.clear()
            elif (idle := self._commits.idle_seconds) > LONG_REST:
                await self._fold(self._scan_log.fold)
            elif self._scan_log.late or (idle > REST and self._scan_log.unfolded >= FOLDED_BETWEEN):
                await self._fold(self._scan_log.fold, FOLDED_BETWEEN)
            else:
                await asyncio.sleep(PAUSE)
            UNFOLDED.set(self._scan_log.unfolded)

    async def sweep(self) -> None:
        """Fold what servers that are gone have left, at first all there is; forget old scans."""
        before = datetime.now(UTC)
        while True:
            while await self._fold(fold_left_behind, before):
                pass
            while await self._fold(forget_scans, datetime.now(UTC) - KEEP_SCANS):
                pass
            await asyncio.sleep(SWEEP)
            before = datetime.now(UTC) - LEFT_BEHIND

    async def drain(self) -> None:
        """Finish what is under way; what takes longer is left in the journal."""
        await self._commits.drain()
        await self.flush()
        deadline = time.monotonic() + DRAIN_SECONDS
        while self._scan_log.unfolded and time.monotonic() < deadline:
            await self._fold(self._scan_log.fold)

    async def _fold(self, work: Callable[..., int], *arguments: Any) -> int:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor, work, *arguments)
        except PyMongoError as error:
            log.warning("scans-not-folded", reason=str(error)[:200])
            await asyncio.sleep(RETRY_SECONDS)
            return 0

    async def device_of(self, ask: Ask) -> bytes:
        """Return today's hash of the caller's device."""
        return await self._device(ask, clock.today())

    def _passed_over(self) -> bool:
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._in_second = second, 0
        self._in_second += 1
        above = self._in_second - self._options.scans_per_second
        return above > 0 and above % self._options.sample != 0

    def _tally(self, ask: Ask, verdict: Verdict, today: date, gtin: str | None = None) -> None:
        SCANS.labels(verdict.value, "tallied").inc()
        hour = datetime.now(clock.VIETNAM).hour
        named = self._told_apart(gtin, (today, hour)) if gtin else None
        self._tallies[Tally(today, hour, self._commune(ask), verdict, named)] += 1

    def _told_apart(self, gtin: str, hour: tuple[date, int]) -> str | None:
        """Return the GTIN, None when too many others were named within the hour."""
        if hour != self._hour:
            self._hour, self._named = hour, set()
        if gtin not in self._named and len(self._named) >= MOST_NAMED:
            return None
        self._named.add(gtin)
        return gtin

    def _commune(self, ask: Ask) -> str | None:
        header = self._options.commune_header
        given = ask.headers.get(header, b"") if header else b""
        return given.decode() if COMMUNE.fullmatch(given) else None

    async def _device(self, ask: Ask, today: date) -> bytes:
        if self._salt is None or self._salt[0] != today:
            loop = asyncio.get_running_loop()
            salt = await loop.run_in_executor(self._executor, salt_of, today)
            self._salt = (today, salt)
        return device_hash(self._salt[1], ask.address, ask.agent)

    def _write(self, scans: Sequence[Scan]) -> Sequence[Counted]:
        started = time.perf_counter()
        counted = self._scan_log.record(scans)
        COMMIT_SECONDS.observe(time.perf_counter() - started)
        COMMIT_SIZE.observe(len(scans))
        return counted
