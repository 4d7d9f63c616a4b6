"""What came of the contest: medians, ratios against the goals, a page."""

from __future__ import annotations

import platform
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil

PAGE = Path("docs/operations/benchmarks.md")
BEGIN, END = "<!-- bus: written by make bench-bus -->", "<!-- bus: end -->"

GOALS = {
    "batch_effect_vs_nameko": ("effect", "batch", "nameko", 3.0),
    "batch_effect_vs_faststream": ("effect", "batch", "faststream", 3.0),
    "batch_effect_vs_limit": ("effect", "batch", "limit", 0.5),
    "single_effect_vs_nameko": ("effect", "single", "nameko", 0.35),
    "noop_batch_vs_faststream": ("noop", "batch", "faststream", 3.0),
    "noop_batch_vs_limit": ("noop", "batch", "limit", 0.55),
    "noop_single_vs_nameko": ("noop", "single", "nameko", 1.0),
    "publish_vs_nameko": ("publish", "relay", "nameko", 2.0),
    "publish_vs_limit": ("publish", "relay", "limit", 0.6),
}
NAMES = {
    "effect": "Same effect: one document an event",
    "noop": "No effect: the way through alone",
    "publish": "Publishing with confirms",
    "nameko": "stock nameko",
    "faststream": "FastStream",
    "aio-pika": "aio-pika by hand",
    "single": "ours, single (exactly once)",
    "batch": "ours, batch (exactly once)",
    "relay": "ours, from the outbox",
    "limit": "py-amqp by hand, 200 at a time (the limit)",
    "limit-quorum": "the same from a quorum queue",
}


@dataclass
class Results:
    """Events a second of every round, by kind of work and contender."""

    rates: dict[str, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    latency: dict[str, float] = field(default_factory=dict)

    def add(self, work: str, contender: str, rate: float) -> None:
        """Note one round."""
        self.rates[work][contender].append(rate)

    def rate(self, work: str, contender: str) -> float:
        """Return the median of the rounds."""
        return median(self.rates[work][contender])


def goals(results: Results) -> dict[str, float]:
    """Return each ratio by its name: the median of the ratios within the rounds."""
    return {
        name: round(
            median(
                one / other
                for one, other in zip(
                    results.rates[work][ours], results.rates[work][theirs], strict=True
                )
            ),
            3,
        )
        for name, (work, ours, theirs, _) in GOALS.items()
    }


def write_page(results: Results, ratios: dict[str, float], *, rounds: int) -> str:
    """Write the tables into the page and return them."""
    tables = "\n".join(_tables(results, ratios, rounds))
    page = PAGE.read_text()
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n\n{tables}\n\n{END}{tail}")
    return tables


def _tables(results: Results, ratios: dict[str, float], rounds: int) -> list[str]:
    lines = [_machine(rounds), ""]
    for work, contenders in results.rates.items():
        lines += [f"| {NAMES[work]} | events/s | rounds |", "|---|--:|---|"]
        lines += [
            f"| {NAMES[name]} | {results.rate(work, name):,.0f} | "
            f"{' · '.join(f'{rate:,.0f}' for rate in rates)} |"
            for name, rates in contenders.items()
        ]
        lines.append("")
    lines += ["| Ratio within the rounds | measured | goal |", "|---|--:|--:|"]
    lines += [f"| {name} | {ratios[name]:.2f} | ≥ {goal} |" for name, (*_, goal) in GOALS.items()]
    lines += ["", _latency(results.latency)]
    return lines


def _latency(told: dict[str, float]) -> str:
    return (
        f"Commit to handler in another process at 100 events/s, {told['events']:,.0f} events: "
        f"p50 {told['p50_ms']:.1f} ms, p99 {told['p99_ms']:.1f} ms (goal ≤ 50 ms). "
        f"The idle relay takes {told['idle_core_percent']:.2f} % of a core (goal < 1 %)."
    )


def _machine(rounds: int) -> str:
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"Python {platform.python_version()}, nameko {version('nameko')}, "
        f"PyMongo {version('pymongo')}; broker, database and contender share the cores. "
        f"Median of {rounds} rounds."
    )
