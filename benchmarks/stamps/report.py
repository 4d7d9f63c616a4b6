"""The tables of ``make bench-stamps`` in ``docs/operations/benchmarks.md``."""

from __future__ import annotations

import operator
import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

import psutil
from benchmarks.scans.contest import Runs
from benchmarks.scans.load import Measured

PAGE = Path("docs/operations/benchmarks.md")
BEGIN, END = "<!-- stamps: written by make bench-stamps -->", "<!-- stamps: end -->"

AT_LEAST, AT_MOST = ("≥", operator.ge), ("≤", operator.le)
Bound = tuple[tuple[str, Callable[[float, float], bool]], float]
GOALS: dict[str, Bound] = {
    "resolve_vs_peer": (AT_LEAST, 5),
    "resolve_vs_limit": (AT_LEAST, 0.25),
    "scan_vs_peer": (AT_LEAST, 1.5),
    "resolve_p99_ms": (AT_MOST, 20),
    "scan_p99_ms": (AT_MOST, 20),
    "issue_vs_rows": (AT_LEAST, 20),
    "csv_seconds": (AT_MOST, 5),
    "csv_mib": (AT_MOST, 200),
    "labels_per_s": (AT_LEAST, 2_000),
    "labels_unread": (AT_MOST, 0),
    "epcis_events_per_s": (AT_LEAST, 2_000),
}
NAMES = {
    "limit": "a bare 307 on our server (the limit)",
    "peer": "the stand-in peer: two indexed reads, 307",
    "resolve": "ours, resolve: serial and state checked, 307",
    "scan": "ours, scan: recorded durably, verdict as JSON",
    "scan-to-end": "the same until every scan has its row",
    "scan-page": "ours, scan: recorded durably, the consumer's page",
}


def missed(figures: Mapping[str, float]) -> list[str]:
    """Return the names of the goals that are not reached."""
    return [name for name, ((_, holds), goal) in GOALS.items() if not holds(figures[name], goal)]


def write(runs: Runs, figures: Mapping[str, float], load: Sequence[float]) -> str:
    """Put the tables between the two marks of the page and return them."""
    tables = "\n".join([_machine(runs, load), "", *_rates(runs), "", *_goals(figures)])
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n\n{tables}\n\n{END}{tail}", encoding="utf-8")
    return tables


def _rates(runs: Runs) -> list[str]:
    heads = ["| 16 connections, by wrk | requests/s | rounds | p99 |", "|---|--:|---|--:|"]
    return [*heads, *(_rate(name, found) for name, found in runs.items())]


def _rate(name: str, found: Sequence[Measured]) -> str:
    rounds = " · ".join(f"{one.rate:,.0f}" for one in found)
    middle, p99 = (
        median(values) for values in zip(*((m.rate, m.p99_ms) for m in found), strict=True)
    )
    return f"| {NAMES[name]} | {middle:,.0f} | {rounds} | {p99:.1f} ms |"


def _goals(figures: Mapping[str, float]) -> list[str]:
    rows = [
        f"| {name} | {_figure(value)} | {_bound(name)} |" for name, value in sorted(figures.items())
    ]
    return ["| Figure | measured | goal |", "|---|--:|--:|", *rows]


def _bound(name: str) -> str:
    if name not in GOALS:
        return ""
    (sign, _), goal = GOALS[name]
    return f"{sign} {goal:,}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


def _machine(runs: Runs, load: Sequence[float]) -> str:
    memory = psutil.virtual_memory().total / 2**30
    first, last = load
    return (
        f"{psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}; wrk, server and database share the cores; load "
        f"before {first:.1f}, after {last:.1f}. Median of {len(runs['peer'])} rounds."
    )
