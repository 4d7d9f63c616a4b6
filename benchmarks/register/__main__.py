"""Fill the register and time what officers do with it; run by ``make bench-register``.

Asks every combination of filters, prints p50, p95 and the processor time of each kind of
question in milliseconds, writes them into ``docs/operations/benchmarks.md`` with ``--write``
and ends with 1 when a p95 of the processor time, which is what an idle machine takes, is above
the limit that the register promises.
"""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from benchmarks.register.cases import fill_cases, known_case
from benchmarks.register.programme import fill_programme, known_call
from benchmarks.register.questions import (
    case_questions,
    inbox_questions,
    programme_questions,
    unit_questions,
)
from benchmarks.register.report import write
from benchmarks.register.timing import timed
from benchmarks.register.units import fill_units, known_units

from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_registration.storage.migrations import count_anew
from nscl_registration.storage.setup import setup
from nscl_shared.persistence import connect, database
from nscl_shared.persistence.ladder import ladder_of
from nscl_shared.testing.fixtures import running_database

LIMIT_MS = 100
CACHE = "512M"  # with the 64 MB of one machine the server stalls while it is filled so fast
ROUNDS, FEW = 20, 10  # times that one question is asked, unless so many are asked together
SEED = 1322


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=3_600, help="of filling in applications")
    parser.add_argument(
        "--folder", type=Path, help="keep the database; what is there is used again"
    )
    parser.add_argument("--write", action="store_true", help="the table into the documentation")
    return parser.parse_args()


def fill(given, dice):
    """Fill the database; return all questions."""
    firms = known_units(given.size) or fill_units(given.size, dice)
    last = known_case(given.cases) or fill_cases(given.cases, firms, dice, given.seconds)
    call_id = known_call() or fill_programme()
    count_anew(database("registration"))
    return {
        **case_questions(last, firms),
        **inbox_questions(last.owner_account_id),
        **programme_questions(call_id, "2021-P0"),
        **unit_questions(firms[-1], firms, dice),
    }


def ask_all(asked):
    """Time all questions, the many combinations less often each."""
    print(f"{'milliseconds':<46}{'':>5}{'p50':>9}{'p95':>9}{'CPU p50':>9}{'CPU p95':>9}")
    for label, asks in asked.items():
        found = timed(label, asks, ROUNDS if len(asks) < FEW else 2)
        print(found, flush=True)
        yield found


def _size(document):
    return ladder_of(document).collection.estimated_document_count()


def main():
    given = options()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_database(given.folder or Path(folder), cache=CACHE) as server,
    ):
        connect("registration", server.mongodb_uri)
        setup()
        asked = fill(given, random.Random(SEED))
        before = os.getloadavg()
        found = list(ask_all(asked))
        told = {
            "units": _size(FirmDocument),
            "applications": _size(ApplicationDocument),
            "load": (before[0], os.getloadavg()[0]),
        }
    slow = [one.label for one in found if one.cpu_high > LIMIT_MS]
    print(f"{told}; above {LIMIT_MS} ms: {', '.join(slow) or 'none'}")
    if given.write:
        write(found, told)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
