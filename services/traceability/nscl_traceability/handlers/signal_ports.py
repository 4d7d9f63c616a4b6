"""What the handlers of signals and cases need of the world; ``storage`` provides it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from nscl_traceability.domain.case import Case
from nscl_traceability.domain.signal import Signal
from nscl_traceability.domain.signals import (
    Finding,
    ForgedTally,
    Goods,
    Origin,
    SeenScan,
    Sighting,
    SignalKind,
)


@dataclass(frozen=True, order=True)
class Mark:
    """A place in the order of scans: after the scan ``id`` of the moment ``at``."""

    at: datetime
    id: str = ""


@dataclass(frozen=True)
class ScanPage:
    """Scans in order, after ``begin`` and up to ``end``; ``more``: there may be more to look at.

    ``begin`` is None where nothing was looked at before.
    """

    begin: Mark | None
    end: Mark
    scans: Sequence[SeenScan]
    more: bool


class Signals(Protocol):
    """The signals."""

    def get(self, aggregate_id: str, /) -> Signal:
        """Return one or raise ``NotFound("signal-not-found")``."""

    def add(self, aggregate: Signal, /) -> None:
        """Take a new one."""

    def known(self, keys: Collection[str]) -> set[str]:
        """Return those of the keys that have a signal."""

    def alike(self, finding: Finding) -> int:
        """Return how many there are of the finding's kind and batch on its day."""

    def stamps(
        self, batch_number: int, commune: str | None, day: date, kinds: Collection[SignalKind]
    ) -> set[str]:
        """Return the stamps of a batch with signals of ``kinds`` in a commune on a day."""


class Cases(Protocol):
    """The cases."""

    def get(self, aggregate_id: str, /) -> Case:
        """Return one or raise ``NotFound("case-not-found")``."""

    def add(self, aggregate: Case, /) -> None:
        """Take a new one."""


class Watched(Protocol):
    """The scans that are watched, and how far."""

    def page(self, until: datetime, span: timedelta, most: int) -> ScanPage | None:
        """Return the next scans before ``until``, of ``span`` at most; None at the end of them."""

    def advance(self, page: ScanPage) -> None:
        """Count the page's scans by day and commune, and go on after it next time.

        Raises:
            Conflict: ``changed-meanwhile``: somebody else has looked at it.
        """

    def sightings(self, stamps: Collection[str]) -> dict[str, Sighting]:
        """Return where stamps were scanned last."""

    def keep_sightings(self, sightings: Mapping[str, Sighting], known: Collection[str]) -> None:
        """Note where stamps were scanned last; ``known`` are those that have a row already."""

    def origins(self, batch_numbers: Collection[int]) -> Mapping[int, Origin]:
        """Return the goods that batches are for, by the batches' numbers."""

    def forged(self, days: Collection[date], least: int) -> Sequence[ForgedTally]:
        """Return the hours of ``days`` with at least so many forged serials."""

    def products(self, gtins: Collection[str]) -> Mapping[str, Goods]:
        """Return the products that have one of the GTINs, by GTIN."""
