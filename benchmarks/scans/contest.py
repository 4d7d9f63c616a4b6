"""Who resolves and scans how fast, measured in turns on the same machine.

``measure`` is for ``make bench-stamps``; ``python -m benchmarks.scans.contest`` runs it
alone and prints what it found.  It needs wrk (Debian) and the peers
(``scripts/bench-peers.sh``).  After every turn it waits until all scans are folded, so
that no contender pays for another; ``scan-to-end`` is the rate with that wait in it.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median

from benchmarks.scans.field import Field, field
from benchmarks.scans.load import Load, Measured

from nscl_shared.persistence import database
from nscl_shared.testing import waiting
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.scan_fold import JOURNAL

PATIENCE = 300
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
PHONE = {"Accept": "text/html", "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.8"}
PROGRAM = {"Accept": "application/json"}
NO_LIMIT = {"NSCL_SCAN_PER_SECOND": "1000000"}
FORGED_PER_REAL = 4
Runs = dict[str, list[Measured]]


def measure(rounds: int = ROUNDS, seconds: float = SECONDS) -> Runs:
    """Return what each contender did, a result a round."""
    runs: Runs = {}
    with tempfile.TemporaryDirectory() as home, field(Path(home) / "state", **NO_LIMIT) as there:
        load = Load(Path(home))
        for _ in range(rounds):
            for name, (url, paths, headers) in works(there).items():
                found = load.run(url, paths, headers, seconds=seconds)
                note(runs, name, found)
                waited = until_folded()
                if name == "scan":
                    whole = found.requests / (found.requests / found.rate + waited)
                    note(runs, "scan-to-end", replace(found, rate=whole))
    return runs


def note(runs: Runs, name: str, found: Measured) -> None:
    """Keep a result and say it."""
    runs.setdefault(name, []).append(found)
    sys.stderr.write(f"{name:12} {found}\n")


def until_folded() -> float:
    """Wait until every scan has its row; return the seconds."""
    started = time.monotonic()
    journal = database(ALIAS)[JOURNAL]
    waiting.until(lambda: not journal.count_documents({}), "all scans folded", PATIENCE)
    return time.monotonic() - started


def works(there: Field) -> dict[str, tuple[str, list[str], dict[str, str]]]:
    """Return who is asked for what: each name with address, paths and headers."""
    redirections = [f"{path}?linkType=gs1:defaultLink" for path in there.stamps]
    return {
        "limit": (there.limit, redirections, PROGRAM),
        "peer": (there.peer, there.stamps, PROGRAM),
        "resolve": (there.ours, redirections, PROGRAM),
        "scan": (there.ours, there.stamps, PROGRAM),
        "scan-page": (there.ours, there.stamps, PHONE),
    }


def ratios(runs: Runs) -> dict[str, float]:
    """Return the figures that have goals, from the median of each contender's rounds."""
    rate = {name: median(one.rate for one in found) for name, found in runs.items()}
    return {
        "resolve_vs_peer": rate["resolve"] / rate["peer"],
        "resolve_vs_limit": rate["resolve"] / rate["limit"],
        "scan_vs_peer": rate["scan"] / rate["peer"],
        "scan_to_end_vs_peer": rate["scan-to-end"] / rate["peer"],
        "resolve_p99_ms": median(one.p99_ms for one in runs["resolve"]),
        "scan_p99_ms": median(one.p99_ms for one in runs["scan"]),
    }


def flood(there: Field, load: Load, seconds: float) -> Measured:
    """Ask for forged and real stamps mixed; return what it measured.

    Four forged serials come for each real one, all over the same connections.
    """
    chance = random.Random(2022)
    forged = [
        path[:-1] + chance.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ") for path in there.stamps
    ]
    mixed = [each for pair in zip(there.stamps, forged, strict=True) for each in pair]
    more = forged * (FORGED_PER_REAL - 1)
    chance.shuffle(more)
    paths = [*mixed, *more]
    chance.shuffle(paths)
    return load.run(there.ours, paths, PROGRAM, seconds=seconds)


if __name__ == "__main__":
    found = measure()
    print(
        json.dumps(
            {"runs": {k: [asdict(r) for r in v] for k, v in found.items()}, **ratios(found)},
            indent=1,
        )
    )
