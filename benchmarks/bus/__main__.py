"""``make bench-bus``: run the contest, print the table, write it down.

Writes ``docs/operations/benchmarks.md`` (between its marks) and
``.nscl/bench/bus.json``.  ``BENCH_ROUNDS`` and ``BENCH_SCALE`` make it shorter.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import psutil
from benchmarks.bus.contest import Arena, Contender, arena
from benchmarks.bus.report import Results, goals, write_page
from rich.console import Console

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SCALE = float(os.environ.get("BENCH_SCALE", "1"))
EFFECTS, NOOPS, PUBLISHED = (int(n * SCALE) // 200 * 200 for n in (2_400, 16_000, 8_000))
LATENCY_EVENTS = int(1_500 * SCALE)
IDLE_SECONDS = 20
STATE = Path(".nscl/bench")

NAMEKO_QUEUE = "evt-bench-vn.nscl.identity.account-locked.v1--bench.handle"
CONSUMERS = {
    "nameko": Contender("nameko", "nameko_handler.py", NAMEKO_QUEUE),
    "faststream": Contender("faststream", "faststream_handler.py", "bench-faststream", peer=True),
    "aio-pika": Contender("aio-pika", "aio_pika_handler.py", "bench-aio-pika", peer=True),
    "single": Contender(
        "single", "ours.py", "bench--single", quorum=True, environment={"BENCH_FORM": "single"}
    ),
    "batch": Contender(
        "batch", "ours.py", "bench--batch", quorum=True, environment={"BENCH_FORM": "batch"}
    ),
    "limit": Contender("limit", "raw.py", "bench-raw-classic"),
    "limit-quorum": Contender("limit-quorum", "raw.py", "bench-raw", quorum=True),
}
PUBLISHERS = {
    "nameko": Contender("nameko", "nameko_dispatcher.py"),
    "relay": Contender("relay", "ours_relay.py"),
    "limit": Contender("limit", "raw_publisher.py"),
}

console = Console()


def one_round(results: Results, number: int, field: Arena) -> None:
    """Let everybody run once, in turns, so that all meet the same machine."""
    for name, contender in CONSUMERS.items():
        note(results, number, "effect", name, field.consume(contender, EFFECTS, effect=True))
    for name, contender in CONSUMERS.items():
        note(results, number, "noop", name, field.consume(contender, NOOPS, effect=False))
    for name, contender in PUBLISHERS.items():
        note(results, number, "publish", name, field.publish(contender, PUBLISHED))


def note(results: Results, number: int, work: str, name: str, rate: float) -> None:
    """Keep a result and say it."""
    results.add(work, name, rate)
    console.print(f"round {number} of {ROUNDS}: {work:8} {name:12} {rate:10,.0f}/s")


def latency(results: Results, field: Arena) -> None:
    """Measure commit to handler at a steady rate, then what the idle relay costs."""
    roles = {
        role: Contender(role, "ours_latency.py", environment={"BENCH_ROLE": role})
        for role in ("producer", "consumer")
    }
    with (
        field.started(roles["consumer"], LATENCY_EVENTS) as consumer,
        field.started(roles["producer"], LATENCY_EVENTS) as producer,
    ):
        with ThreadPoolExecutor(2) as readers:  # neither waits for its reader
            handled, committed = readers.map(_line, (consumer, producer))
        waits = [1_000 * max(0.0, handled[key] - moment) for key, moment in committed.items()]
        process = psutil.Process(producer.pid)
        field.wait_pruned()
        before = sum(process.cpu_times()[:2])
        time.sleep(IDLE_SECONDS)
        idle = (sum(process.cpu_times()[:2]) - before) / IDLE_SECONDS
    results.latency = {
        "events": LATENCY_EVENTS,
        "p50_ms": median(waits),
        "p99_ms": quantiles(waits, n=100)[-1],
        "idle_core_percent": 100 * idle,
    }


def _line(process: subprocess.Popen[str]) -> dict[str, float]:
    assert process.stdout is not None
    told: dict[str, float] = json.loads(process.stdout.readline())
    return told


@contextmanager
def fresh_arena() -> Iterator[Arena]:
    """A broker and a database without a past.

    The embedded database takes single inserts ever more slowly (1,200 a second
    become 60) after it dropped a few databases, whoever inserts.
    """
    with (
        tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DATA")) as home,
        arena(Path(home), STATE.resolve() / "venv/bin/python") as field,
    ):
        yield field


def main() -> None:
    """Run everything."""
    results = Results()
    STATE.mkdir(parents=True, exist_ok=True)
    for number in range(1, ROUNDS + 1):
        with fresh_arena() as field:
            one_round(results, number, field)
    with fresh_arena() as field:
        latency(results, field)
    ratios = goals(results)
    (STATE / "bus.json").write_text(json.dumps(ratios, indent=2) + "\n")
    console.print(write_page(results, ratios, rounds=ROUNDS))


if __name__ == "__main__":
    main()
