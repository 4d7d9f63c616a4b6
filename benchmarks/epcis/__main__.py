"""Measure capture in the embedded database; run by ``make bench-epcis``.

Ends with 1 when fewer events a second are captured than promised.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.epcis.capture import measure

from nscl_shared.persistence import connect
from nscl_shared.testing.fixtures import running_database

LEAST_PER_S = 2_000
CACHE = "512M"


def main() -> int:
    """Print the rates and say whether the promise holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200, help="of 100 events each")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as home,
        running_database(Path(home), cache=CACHE) as server,
    ):
        connect("traceability", server.mongodb_uri)
        found = measure(given.documents)
    print(f"epcis_events_per_s {found.captured_per_s:,.0f} (promised: {LEAST_PER_S:,})")
    print(f"validated and hashed alone {found.read_per_s:,.0f} events/s")
    return 0 if found.captured_per_s >= LEAST_PER_S else 1


if __name__ == "__main__":
    sys.exit(main())
