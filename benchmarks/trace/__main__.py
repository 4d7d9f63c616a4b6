"""Fill the graph of lots and time traces over ten hops; run by ``make bench-trace``.

Prints p50 and p95 of the traces, in milliseconds, and ends with 1 when the p95 is above
what the platform promises.  Lots stand in levels; each edge leads from one level to the
next, so that a trace from the first goes through ten hops or more.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nscl_shared.persistence import connect, prepare
from nscl_shared.testing.fixtures import running_database
from nscl_traceability.domain.gtin import check_digit
from nscl_traceability.domain.trace import Direction, Edge, Trace, lot_node, walk
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.graph import edge_row, neighbours

LIMIT_MS = 100
CACHE = "512M"
BATCH = 500
LEVELS = 20
HOPS = 10
RUNS = 40
SEED = 1322
PRODUCTS = 500
AT = datetime(2022, 8, 1, tzinfo=UTC)


def node(number: int) -> str:
    """Return the name of the lot of that running number."""
    body = f"0893600{number % PRODUCTS:06d}"
    return lot_node(f"{body}{check_digit(body)}", f"L{number}")


def edges(count: int, chance: random.Random) -> Iterator[Edge]:
    """Yield ``count`` edges, each from one level to the next."""
    width = count // LEVELS
    for number in range(count):
        level = number // width
        upper = level * width + chance.randrange(width)
        lower = (level + 1) * width + number % width
        yield Edge(
            upstream=node(upper),
            downstream=node(lower),
            kind="input",
            source=f"lot-{lower}",
            at=AT,
        )


def fill(count: int, chance: random.Random) -> None:
    """Write the graph."""
    rows: list[dict[str, Any]] = []
    collection = EdgeDocument._get_collection()
    for edge in edges(count, chance):
        rows.append(edge_row(edge))
        if len(rows) == BATCH:
            collection.insert_many(rows, ordered=False)
            rows = []
    if rows:
        collection.insert_many(rows, ordered=False)


def timed(starts: Callable[[], str], direction: Direction) -> tuple[list[float], list[Trace]]:
    """Return how long each trace took, in milliseconds, and what it found."""
    took, found = [], []
    while len(found) < RUNS:
        begun = time.perf_counter()
        trace = walk(starts(), direction, neighbours, most_levels=HOPS)
        milliseconds = (time.perf_counter() - begun) * 1000
        if max(trace.levels.values()) == HOPS:  # the others ended before
            took.append(milliseconds)
            found.append(trace)
    return took, found


def report(name: str, took: list[float], found: list[Trace]) -> bool:
    """Print a line and tell whether the limit is kept."""
    p95 = statistics.quantiles(took, n=20)[-1]
    nodes = statistics.median(len(trace.levels) for trace in found)
    print(f"{name:10} p50 {statistics.median(took):6.1f} ms  p95 {p95:6.1f} ms  ({nodes:g} lots)")
    return p95 <= LIMIT_MS


def main() -> int:
    """Fill and time; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edges", type=int, default=1_000_000)
    count = parser.parse_args().edges
    chance, width = random.Random(SEED), count // LEVELS
    with tempfile.TemporaryDirectory() as home, running_database(Path(home), cache=CACHE) as server:
        connect(ALIAS, server.mongodb_uri)
        prepare(ALIAS, documents=[EdgeDocument], migrations=[])
        begun = time.perf_counter()
        fill(count, chance)
        print(f"{count} edges in {time.perf_counter() - begun:.0f} s")
        forward = timed(lambda: node(chance.randrange(width)), Direction.FORWARD)
        last = (LEVELS - 1) * width
        backward = timed(lambda: node(last + chance.randrange(width)), Direction.BACKWARD)
    kept = [report("forward", *forward), report("backward", *backward)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
