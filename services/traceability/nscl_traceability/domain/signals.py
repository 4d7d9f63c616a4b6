"""What scans tell of forged or misused stamps: pure rules, each with its threshold and source.

A signal is a reason to look, no proof: a commune that is derived from a network
address may be that of a gateway, and goods may be used before a firm puts their
stamps into use by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from nscl_traceability.domain.verdict import MANY_DEVICES, Reason


class SignalKind(StrEnum):
    """What was noticed."""

    BEFORE_ACTIVATION = "before-activation"
    AFTER_VOID = "after-void"
    AFTER_RECALL = "after-recall"
    AFTER_EXPIRY = "after-expiry"
    IMPOSSIBLE_TRAVEL = "impossible-travel"
    MANY_DEVICES = "many-devices"
    BAD_SERIALS = "bad-serials"
    CLONED_CLUSTER = "cloned-cluster"


# These speak of a stamp that is copied or stolen; recall and expiry speak of the goods.
OF_COPIES = frozenset(
    {
        SignalKind.BEFORE_ACTIVATION,
        SignalKind.AFTER_VOID,
        SignalKind.IMPOSSIBLE_TRAVEL,
        SignalKind.MANY_DEVICES,
    }
)
_BY_REASON: Mapping[str, SignalKind] = {
    Reason.NOT_ACTIVATED: SignalKind.BEFORE_ACTIVATION,
    Reason.VOIDED: SignalKind.AFTER_VOID,
    Reason.SCRAPPED: SignalKind.AFTER_VOID,
    Reason.LOST: SignalKind.AFTER_VOID,
    Reason.RECALLED_LOT: SignalKind.AFTER_RECALL,
    Reason.EXPIRED: SignalKind.AFTER_EXPIRY,
    Reason.MANY_DEVICES: SignalKind.MANY_DEVICES,
}


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """From when on something is a signal.

    ``road_kmh``: the highest limit on a Vietnamese expressway (Circular
    38/2024/TT-BGTVT).  ``flight_kmh`` and ``ground_hours``: an airliner's cruise, and the
    least time before and after a flight.  ``nearest_km``: what is nearer is never too far,
    as networks tell communes roughly.  ``expired_days``: goods at home are scanned for some
    time after their last day.  ``cluster_stamps``: of a batch, in a commune on a day.
    ``forged_serials``: in a commune and hour; one mistyped label gives few.  ``most_alike``:
    signals of a kind, batch and day; a batch that was sold by mistake before its stamps
    were put into use would give one for each of its scans.
    """

    road_kmh: float = 120.0
    flight_kmh: float = 800.0
    ground_hours: float = 1.5
    nearest_km: float = 30.0
    expired_days: int = 30
    cluster_stamps: int = 5
    forged_serials: int = 30
    most_alike: int = 200

    def reach_km(self, time: timedelta) -> float:
        """Return how far goods get in ``time``, by road or by air."""
        hours = abs(time.total_seconds()) / 3600
        return max(self.road_kmh * hours, self.flight_kmh * (hours - self.ground_hours))


@dataclass(frozen=True, kw_only=True)
class SeenScan:
    """A recorded scan; ``stamp`` is ``<batch number>/<index>``, ``day`` the local day."""

    stamp: str
    at: datetime
    day: date
    commune: str | None
    outcome: str
    reasons: tuple[str, ...] = ()

    @property
    def batch_number(self) -> int:
        """Return the number of the stamp's batch."""
        return int(self.stamp.partition("/")[0])


@dataclass(frozen=True)
class Sighting:
    """Where a stamp was scanned last."""

    commune: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Goods:
    """A product and whose it is."""

    product_id: str
    gtin: str
    name: str
    firm_id: str
    firm_name: str


@dataclass(frozen=True, kw_only=True)
class Origin(Goods):
    """The goods that a batch of stamps is for."""

    batch_id: str
    batch_number: int
    lot_id: str
    lot_number: str
    expires_on: date | None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule found; ``key`` is the same whenever the same thing is found again.

    ``stamp`` is None where no single one is meant.  ``count``: devices, stamps or forged
    serials; ``other_commune``, ``km`` and ``minutes`` tell of a travel, ``hour`` of forged
    serials, which name no batch: their ``origin`` is the product that ``product_count``
    of them, most, name.
    """

    kind: SignalKind
    key: str
    day: date
    at: datetime
    commune: str | None
    origin: Goods | None = None
    stamp: str | None = None
    count: int = 1
    product_count: int | None = None
    other_commune: str | None = None
    km: int | None = None
    minutes: int | None = None
    hour: int | None = None

    @property
    def batch_number(self) -> int | None:
        """Return the number of the batch that it is about, None for none."""
        return self.origin.batch_number if isinstance(self.origin, Origin) else None


@dataclass(frozen=True, kw_only=True)
class ForgedTally:
    """How many serials of an hour of the local ``day`` and a commune were none of ours.

    ``gtins`` are those that they name, with how many name each; for the others no
    product is known.
    """

    day: date
    hour: int
    commune: str | None
    count: int
    gtins: Mapping[str, int] = field(default_factory=dict)

    @property
    def leading(self) -> str | None:
        """Return the GTIN that more than half of them name, None when there is none."""
        most = max(self.gtins, key=self.gtins.__getitem__, default=None)
        return most if most is not None and 2 * self.gtins[most] > self.count else None


def of_scan(scan: SeenScan, origin: Origin, limits: Thresholds) -> Iterator[Finding]:
    """Yield what the reasons of the scan's verdict tell: one a kind, stamp and day."""
    for kind in dict.fromkeys(_BY_REASON[one] for one in scan.reasons if one in _BY_REASON):
        if kind is SignalKind.AFTER_EXPIRY and not _long_expired(scan, origin, limits):
            continue
        count = MANY_DEVICES if kind is SignalKind.MANY_DEVICES else 1
        yield _of_stamp(kind, scan, origin, count=count)


def of_travel(
    scan: SeenScan, origin: Origin, before: Sighting, km: float | None, limits: Thresholds
) -> Finding | None:
    """Return a finding when the stamp was ``km`` away too short a time ago."""
    time = scan.at - before.at
    if km is None or km < limits.nearest_km or km <= limits.reach_km(time):
        return None
    return _of_stamp(
        SignalKind.IMPOSSIBLE_TRAVEL,
        scan,
        origin,
        other_commune=before.commune,
        km=round(km),
        minutes=round(abs(time.total_seconds()) / 60),
    )


def of_cluster(last: Finding, stamps: int, limits: Thresholds) -> Finding | None:
    """Return a finding when so many suspicious ``stamps`` of one batch met where ``last`` did."""
    if last.batch_number is None or stamps < limits.cluster_stamps:
        return None
    return Finding(
        kind=SignalKind.CLONED_CLUSTER,
        key=cluster_key(last.batch_number, last.commune, last.day),
        day=last.day,
        at=last.at,
        commune=last.commune,
        origin=last.origin,
        count=stamps,
    )


def of_forged(
    tally: ForgedTally, product: Goods | None, *, at: datetime, limits: Thresholds
) -> Finding | None:
    """Return a finding when so many serials were none of ours within an hour.

    ``product`` is the one that has the tally's ``leading`` GTIN.
    """
    if tally.count < limits.forged_serials:
        return None
    kind = SignalKind.BAD_SERIALS
    return Finding(
        kind=kind,
        key=f"{kind}/{tally.day}T{tally.hour:02}/{tally.commune or '-'}",
        day=tally.day,
        at=at,
        commune=tally.commune,
        origin=product,
        count=tally.count,
        product_count=tally.gtins[product.gtin] if product else None,
        hour=tally.hour,
    )


def cluster_key(batch_number: int, commune: str | None, day: date) -> str:
    """Return the key of a batch's cluster in a commune on a day."""
    return f"{SignalKind.CLONED_CLUSTER}/{batch_number}/{commune or '-'}/{day}"


def _long_expired(scan: SeenScan, origin: Origin, limits: Thresholds) -> bool:
    last = origin.expires_on
    return last is not None and scan.day > last + timedelta(days=limits.expired_days)


def _of_stamp(
    kind: SignalKind,
    scan: SeenScan,
    origin: Origin,
    *,
    count: int = 1,
    other_commune: str | None = None,
    km: int | None = None,
    minutes: int | None = None,
) -> Finding:
    return Finding(
        kind=kind,
        key=f"{kind}/{scan.stamp}/{scan.day}",
        day=scan.day,
        at=scan.at,
        commune=scan.commune,
        origin=origin,
        stamp=scan.stamp,
        count=count,
        other_commune=other_commune,
        km=km,
        minutes=minutes,
    )
