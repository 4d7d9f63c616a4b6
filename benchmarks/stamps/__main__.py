"""``make bench-stamps``: everything about stamps that has a goal, in one run.

Writes ``docs/operations/benchmarks.md`` (between its marks) and
``.nscl/bench/stamps.json``; ends with 1 when a goal is missed.  ``BENCH_ROUNDS``,
``BENCH_SECONDS`` and ``BENCH_SCALE`` make it shorter.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.epcis.capture import measure as capture
from benchmarks.scans import contest
from benchmarks.stamps.issue import STAMPS, issue_vs_rows
from benchmarks.stamps.labels import LABELS, labels_per_s
from benchmarks.stamps.report import missed, write

from nscl_shared.persistence import connect
from nscl_shared.testing.fixtures import running_database

SCALE = float(os.environ.get("BENCH_SCALE", "1"))
DOCUMENTS = 200
STATE = Path(".nscl/bench")


def captured(documents: int) -> float:
    """Return how many events a second are captured into a database of their own."""
    with tempfile.TemporaryDirectory() as home, running_database(Path(home), cache="512M") as one:
        connect("traceability", one.mongodb_uri)
        return capture(documents).captured_per_s


def main() -> int:
    """Measure, write, print; return the exit status."""
    issue = issue_vs_rows(int(STAMPS * SCALE))
    labels = labels_per_s(int(LABELS * SCALE))
    figures = {
        **{name: issue[name] for name in ("issue_vs_rows", "csv_seconds", "csv_mib")},
        "labels_per_s": labels["labels_per_s"],
        "labels_unread": labels["labels"] - labels["read_back"],
        "epcis_events_per_s": captured(int(DOCUMENTS * SCALE)),
    }
    load = [os.getloadavg()[0]]
    runs = contest.measure()
    load.append(os.getloadavg()[0])
    figures |= contest.ratios(runs)
    STATE.mkdir(parents=True, exist_ok=True)
    (STATE / "stamps.json").write_text(json.dumps(figures, indent=2) + "\n")
    sys.stdout.write(write(runs, figures, load) + "\n")
    return 1 if missed(figures) else 0


if __name__ == "__main__":
    sys.exit(main())
