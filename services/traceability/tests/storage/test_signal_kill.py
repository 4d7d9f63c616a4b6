"""Replicas that look at the same scans, and one that is killed: each signal and event once."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from nscl_shared.kernel import new_id
from nscl_shared.testing.storage import uri_apart
from nscl_traceability.domain.signals import Thresholds
from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
from nscl_traceability.handlers.signal_commands import WatchScans
from nscl_traceability.handlers.stamp_commands import IssueStamps

SCANS = int(os.environ.get("NSCL_SIGNAL_SCANS", "150"))
KEPT = datetime.now(UTC) - timedelta(hours=5)
# Looks at pages of seven scans until there are no more; tells each page.
WORKER = """
import sys
from datetime import UTC, datetime, timedelta
from nscl_shared.kernel import Conflict
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect
from nscl_traceability.domain.signals import Thresholds
from nscl_traceability.handlers.signal_commands import WatchScans
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

connect(ALIAS, sys.argv[1])
bus = CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork)
limits = Thresholds(most_alike=10_000)
until = datetime.now(UTC) - timedelta(hours=1)
while True:
    try:
        done = bus.execute(WatchScans(until=until, span=timedelta(days=7), most=7, limits=limits))
    except Conflict as refused:
        print("beaten", refused.code, flush=True)
        continue
    print("looked", done["read"], flush=True)
    if not done["more"]:
        break
"""


@pytest.fixture
def scans(db, bus, make):
    """Scans of different stamps that were made void, in two communes."""
    product = RegisterProduct(
        name="Na", producer=make.producer, gtin=None, ocop_stars=None, project_id=None,
        description="", admin_code="20",
    )  # fmt: skip
    lot = RecordLot(
        product_id=bus.execute(product)["id"], lot_number="L1", produced_on=make.day,
        expires_on=None, quantity=SCANS, unit="hộp",
    )  # fmt: skip
    lot_id = bus.execute(lot)["id"]
    bus.execute(IssueStamps(lot_id=lot_id, quantity=SCANS, issued_on=make.day, key_id=0, by="o"))
    db["scans"].insert_many(row(n) for n in range(1, SCANS + 1))


def row(n):
    at = KEPT + timedelta(seconds=n)
    return {
        "_id": new_id(),
        "stamp": f"1/{n}",
        "at": at,
        "day": KEPT.date().isoformat(),
        "commune": ("06187", "00070")[n % 2],
        "outcome": "suspicious",
        "reasons": ["voided"],
    }


@pytest.fixture
def worker(database):
    """Starts one more replica."""
    uri = uri_apart("traceability", database.mongodb_uri)
    started = []

    def start():
        command = [sys.executable, "-c", WORKER, uri]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()
        one.stdout.close()


def counts(db):
    kinds = [one["kind"] for one in db["signals"].find({}, {"kind": 1})]
    events = [json.loads(one["body"]) for one in db["outbox"].find()]
    told = [one["data"] for one in events if "counterfeit-signal" in one["type"]]
    heat = sum(one["scans"] for one in db["scan_heat"].find())
    return {
        "signals": kinds.count("after-void"),
        "clusters": kinds.count("cloned-cluster"),
        "told": len(told),
        "told once": len({one["signal_id"] for one in told}),
        "heat": heat,
    }


@pytest.mark.timeout(240)
def test_one_that_is_killed_and_two_that_go_on_raise_everything_once(db, bus, scans, worker):
    victim = worker()
    first = [victim.stdout.readline() for _ in range(3)]
    assert first == ["looked 7\n"] * 3
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    replicas = [worker(), worker()]
    told = [line for one in replicas for line in one.stdout]
    assert [one.wait() for one in replicas] == [0, 0]
    assert any(line.startswith("looked") for line in told)
    assert counts(db) == {
        "signals": SCANS,
        "clusters": 2,
        "told": SCANS + 2,
        "told once": SCANS + 2,
        "heat": SCANS,
    }
    whole = timedelta(days=7)
    again = WatchScans(until=datetime.now(UTC), span=whole, most=7, limits=Thresholds())
    assert bus.execute(again) == {"read": 0, "more": False, "raised": {}}
