"""Figures of counterfeit signals and cases for operators.

Gauges are told by the replica that looks at scans, the others tell 0: take the largest.
"""

from __future__ import annotations

from datetime import timedelta

from prometheus_client import Counter, Gauge

from nscl_shared.kernel import clock
from nscl_traceability.domain.signals import SignalKind
from nscl_traceability.queries.cases import count_open_cases
from nscl_traceability.queries.signals import SignalFilter, count_kinds
from nscl_traceability.storage.scan_watch import watched_until

SERVICE = "traceability"
RECENT = timedelta(days=13)
SIGNALS = Counter(
    "nscl_traceability_signals_total", "Signs of counterfeit stamps that were raised.", ["kind"]
)
WATCHED = Counter("nscl_traceability_scans_watched_total", "Scans that were looked at for signs.")
WATCHED_UNTIL = Gauge(
    "nscl_traceability_scans_watched_until_timestamp_seconds",
    "Moment up to which scans were looked at for signs.",
    ["service"],
)
OPEN_CASES = Gauge(
    "nscl_traceability_cases_open", "Cases of counterfeit stamps under examination.", ["service"]
)
FREE_SIGNALS = Gauge(
    "nscl_traceability_signals_free",
    "Signs of counterfeit stamps of the last 14 days that no case looks into.",
    ["service", "kind"],
)
KINDS = [kind.value for kind in SignalKind]
for _kind in KINDS:
    SIGNALS.labels(_kind)  # the first of a kind is an increase as well


def tell() -> None:
    """Tell how far scans were looked at, and what waits for officers."""
    until, today = watched_until(), clock.today()
    free = count_kinds(SignalFilter(first=today - RECENT, last=today, taken="no"))
    WATCHED_UNTIL.labels(SERVICE).set(until.timestamp() if until else 0)
    OPEN_CASES.labels(SERVICE).set(count_open_cases())
    for kind in KINDS:
        FREE_SIGNALS.labels(SERVICE, kind).set(free.get(kind, 0))


def tell_nothing() -> None:
    """Leave it to another replica."""
    for gauge in (WATCHED_UNTIL, OPEN_CASES):
        gauge.labels(SERVICE).set(0)
    for kind in KINDS:
        FREE_SIGNALS.labels(SERVICE, kind).set(0)
