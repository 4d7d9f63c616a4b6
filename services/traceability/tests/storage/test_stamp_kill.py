"""A process that is killed while it issues and activates: no number twice, no act by halves."""

import os
import signal
import subprocess
import sys

import pytest

from nscl_shared.testing.storage import uri_apart
from nscl_traceability.domain import intervals as iv
from nscl_traceability.handlers import stamp_commands as c
from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.storage.keyring import keyring

ROUNDS = int(os.environ.get("NSCL_STAMP_KILLS", "2"))
# Issues batches of two, or activates the stamps of one batch in tens, until it is killed;
# tells every act before the next one begins.
WORKER = """
import sys
from datetime import date
from nscl_shared.kernel import Conflict, InvalidInput, RuleViolation
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect
from nscl_traceability.handlers.stamp_commands import ActivateStamps, IssueStamps
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

uri, what, target, start = sys.argv[1:]
connect(ALIAS, uri)
bus = CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork)
day, first = date(2022, 8, 5), int(start)

def issue():
    made = bus.execute(IssueStamps(lot_id=target, quantity=2, issued_on=day, key_id=0, by="o"))
    return made["number"]

def activate():
    bus.execute(ActivateStamps(batch_id=target, first=first, last=first + 9, on=day, by="o"))
    return first

while True:
    try:
        print({"issue": issue, "activate": activate}[what](), flush=True)
    except (Conflict, RuleViolation, InvalidInput) as refused:
        if refused.code not in ("stamps-activated", "changed-meanwhile"):
            raise
    first += 10
"""


@pytest.fixture
def killed(database):
    """Run a worker until it told ``acts`` acts, then kill it; return what it told."""

    def run(what, target, start, acts):
        uri = uri_apart("traceability", database.mongodb_uri)
        command = [sys.executable, "-c", WORKER, uri, what, target, str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            told = [int(worker.stdout.readline()) for _ in range(acts)]
            os.kill(worker.pid, signal.SIGKILL)
            told += [int(line) for line in worker.stdout if line.endswith("\n")]
        assert worker.returncode == -signal.SIGKILL
        return told

    return run


@pytest.fixture
def lot_id(bus, make):
    product = RegisterProduct(
        name="Na", producer=make.producer, gtin=None, ocop_stars=None, project_id=None,
        description="", admin_code="20",
    )  # fmt: skip
    lot = RecordLot(
        product_id=bus.execute(product)["id"], lot_number="L1", produced_on=make.day,
        expires_on=None, quantity=100_000, unit="hộp",
    )  # fmt: skip
    return bus.execute(lot)["id"]


@pytest.mark.timeout(240)
def test_killed_while_issuing_no_serial_is_doubled(db, bus, lot_id, killed):
    told = [number for n in range(ROUNDS) for number in killed("issue", lot_id, 0, 3 + 5 * n)]
    rows = list(db["stamp_batches"].find({}, {"number": 1, "quantity": 1}).sort("number"))
    numbers = [row["number"] for row in rows]
    assert numbers == list(range(1, len(rows) + 1))
    assert set(told) <= set(numbers)
    assert len(set(told)) == len(told)
    lot = db["lots"].find_one({"_id": lot_id})
    assert (lot["stamps_issued"], lot["stamps_requested"]) == (2 * len(rows), 0)
    issued = [row["type"] for row in db["outbox"].find() if "stamps-issued" in row["type"]]
    assert len(issued) == len(rows)
    serials = {bytes(serial).decode() for n in numbers for serial in keyring().serials(n, 1, 2, 0)}
    assert len(serials) == 2 * len(rows)


@pytest.mark.timeout(240)
def test_killed_while_activating_every_stamp_is_in_use_once(db, bus, make, lot_id, killed):
    whole = c.IssueStamps(lot_id=lot_id, quantity=50_000, issued_on=make.day, key_id=0, by="o")
    batch_id = bus.execute(whole)["id"]
    bus.execute(c.PrintStamps(batch_id=batch_id, first=1, last=50_000, form="csv", by="o"))
    # the second worker begins where the first did: what is in use already is refused
    told = [first for n in range(ROUNDS) for first in killed("activate", batch_id, 1, 3 + 5 * n)]
    assert len(set(told)) == len(told)
    batch = show_batch(batch_id)
    acts = list(db["stamp_acts"].find({"batch_id": batch_id, "kind": "activated"}))
    touched = [tuple(pair) for act in acts for pair in act["ranges"]]
    assert iv.of(touched) == batch["ranges"]["activated"]
    assert sum(act["quantity"] for act in acts) == batch["figures"]["activated"] == 10 * len(acts)
    assert {(first, first + 9) for first in told} <= set(touched)
    events = [row for row in db["outbox"].find() if "stamps-activated" in row["type"]]
    assert len(events) == len(acts)
