"""Issuing a million stamps: one record and derived serials, against a row for each stamp.

Ours is the whole way of the service: the command in its transaction (request,
approval, issue), then every byte of the print file.  The other one makes random
serials and inserts a row for each with ``insert_many`` in batches of 1,000, under
a unique index, into the same database, and writes no file; it is measured with
``rows`` of them and scaled to as many as ours.  Run by ``python -m benchmarks.stamps.issue``.
"""

import argparse
import hashlib
import json
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.testing.fixtures import running_database

STAMPS, ROWS, BATCH = 1_000_000, 20_000, 1_000
GOALS = {"issue_vs_rows": 20.0, "csv_seconds": 5.0, "csv_mib": 200.0}


def issue_vs_rows(stamps: int = STAMPS, rows: int = ROWS) -> dict[str, float]:
    """Return the ratio and what it is made of; the worker is a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        environment = {
            **os.environ,
            "NSCL_PROVINCE": "lang-son",
            "NSCL_PUBLIC_URL": "https://nscl.langson.example",
            "NSCL_MASTER_KEY_FILE": str(
                Secrets(Layout(home / "keys").create().secrets).master_key_file
            ),
        }
        with running_database(home / "database", cache="512M") as server:
            command = [sys.executable, "-m", "benchmarks.stamps.issue", "--worker"]
            sizes = ["--stamps", str(stamps), "--rows", str(rows)]
            told = subprocess.run(
                [*command, server.mongodb_uri, *sizes],
                env=environment, capture_output=True, text=True, check=True,
            )  # fmt: skip
    return json.loads(told.stdout)


def worker(mongodb_uri: str, stamps: int, rows: int) -> dict[str, float]:
    """Measure both in this process."""
    from nscl_shared.persistence import connect, database
    from nscl_traceability.storage.documents import ALIAS
    from nscl_traceability.storage.setup import setup

    connect(ALIAS, mongodb_uri)
    setup()
    issue, file = ours(stamps)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = a_row_each(database(ALIAS)["stamps_of_a_row_each"], rows)
    return {
        "issue_vs_rows": each * stamps / rows / (issue + file),
        "stamps": stamps,
        "issue_seconds": issue,
        "csv_seconds": file,
        "csv_mib": peak,
        "rows_measured": rows,
        "rows_seconds": each,
        "rows_seconds_scaled": each * stamps / rows,
    }


def ours(stamps: int) -> tuple[float, float]:
    """Issue a batch and write its file; return the seconds of both."""
    from nscl_shared.messaging import CommandBus
    from nscl_traceability.domain.product import Producer
    from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
    from nscl_traceability.handlers.stamp_commands import IssueStamps
    from nscl_traceability.handlers.table import HANDLERS
    from nscl_traceability.queries.stamp_batches import show_batch
    from nscl_traceability.queries.stamps import stamps_csv
    from nscl_traceability.storage.documents import ALIAS
    from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

    bus, day = CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork), date(2022, 8, 5)
    product = RegisterProduct(
        name="Na Chi Lăng", producer=Producer("f", "HTX Na", "HTX"), gtin=None, ocop_stars=4,
        project_id=None, description="", admin_code="20",
    )  # fmt: skip
    lot = RecordLot(
        product_id=bus.execute(product)["id"], lot_number="L2022-01", produced_on=day,
        expires_on=None, quantity=stamps, unit="hộp",
    )  # fmt: skip
    lot_id = bus.execute(lot)["id"]
    started = time.perf_counter()
    command = IssueStamps(lot_id=lot_id, quantity=stamps, issued_on=day, key_id=0, by="officer")
    batch = show_batch(bus.execute(command)["id"])
    issued, digest = time.perf_counter(), hashlib.sha256()
    with tempfile.TemporaryFile() as file:
        for piece in stamps_csv(batch):
            digest.update(piece)
            file.write(piece)
    return issued - started, time.perf_counter() - issued


def a_row_each(collection, rows: int) -> float:
    """Insert a row for each stamp; return the seconds."""
    collection.create_index("serial", unique=True)
    started = time.perf_counter()
    for start in range(0, rows, BATCH):
        collection.insert_many(
            {"serial": secrets.token_hex(10), "batch_id": "b", "index": index, "state": "issued"}
            for index in range(start, min(start + BATCH, rows))
        )
    return time.perf_counter() - started


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worker", metavar="URI")
    parser.add_argument("--stamps", type=int, default=STAMPS)
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args()
    sizes = given.stamps, given.rows
    found = worker(given.worker, *sizes) if given.worker else issue_vs_rows(*sizes)
    print(json.dumps(found, indent=None if given.worker else 2))


if __name__ == "__main__":
    main()
