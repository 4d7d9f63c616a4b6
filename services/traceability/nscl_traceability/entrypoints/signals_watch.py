"""Looks at recorded scans by the clock, apart from the server that records them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from nameko.timer import timer
from pymongo.errors import PyMongoError

from nscl_shared.kernel import Conflict, clock
from nscl_shared.messaging import CommandBus
from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.leases import Leases
from nscl_shared.settings import settings
from nscl_traceability.entrypoints.signals_metrics import SIGNALS, WATCHED, tell, tell_nothing
from nscl_traceability.entrypoints.signals_options import signal_options
from nscl_traceability.handlers.signal_commands import WatchScans, WatchTallies
from nscl_traceability.storage.documents import ALIAS

EVERY_SECONDS = 10
TOLD_SECONDS = 30
LEASE = timedelta(seconds=3 * EVERY_SECONDS)
# scans of one transaction, and transactions of one look
PAGE = 500
MOST_PAGES = 40
# time that one transaction looks at; longer when there is little to see
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=6)

log = get_logger(__name__)


@dataclass
class Looked:
    """What one look did: how many scans were read, and signals by kind."""

    read: int = 0
    raised: Counter[str] = field(default_factory=Counter)


class SignalsWatch:
    """Mixin; the including class has ``commands``."""

    commands: CommandBus

    @timer(interval=EVERY_SECONDS)
    def watch_signals(self) -> None:
        """Look, if no other replica does."""
        try:
            if _lease().held():
                look(self.commands)
        except PyMongoError as error:
            log.warning("scans-not-watched", reason=str(error)[:200])

    @timer(interval=TOLD_SECONDS)
    def tell_signals(self) -> None:
        """Tell operators what there is, if no other replica does."""
        try:
            if _lease().held():
                tell()
            else:
                tell_nothing()
        except PyMongoError as error:
            log.warning("signals-not-told", reason=str(error)[:200])


def look(commands: CommandBus, key: str | None = None) -> Looked:
    """Look at what was recorded since the last time; what another replica looks at is left to it.

    ``key`` names a request: its repeat looks at scans again, and raises nothing twice.
    """
    options, now = signal_options(), datetime.now(UTC)
    done = Looked()
    scans = WatchScans(until=now - options.lag, span=SHORTEST, most=PAGE, limits=options.limits)
    today = clock.today()
    days = (today - timedelta(days=1), today)
    try:
        for _ in range(MOST_PAGES):
            answer = commands.execute(scans)
            _note(done, answer)
            if not answer["more"]:
                break
            scans = replace(scans, span=next_span(scans.span, answer["read"]))
        tallies = WatchTallies(days=days, at=now, limits=options.limits)
        _note(done, commands.execute(tallies, key=key))
    except Conflict as beaten:
        log.info("scans-watched-elsewhere", reason=beaten.code)
    return done


def next_span(span: timedelta, read: int) -> timedelta:
    """Return how much time to look at next, so that about a page of scans is in it."""
    if read == PAGE:
        return max(span / 2, SHORTEST)
    return min(span * 2, LONGEST) if read < PAGE // 4 else span


def _note(done: Looked, answer: Mapping[str, Any]) -> None:
    read = answer.get("read", 0)
    done.read += read
    WATCHED.inc(read)
    done.raised.update(answer["raised"])
    for kind, count in answer["raised"].items():
        SIGNALS.labels(kind).inc(count)


@cache
def _lease() -> Leases:
    return Leases(ALIAS, "signals", 1, settings().instance, ttl=LEASE)
