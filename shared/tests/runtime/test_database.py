"""The embedded database server: what it acknowledged survives."""

from __future__ import annotations

import os
import signal

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ports import PortBook
from nscl_shared.runtime.slot import Stage
from nscl_shared.testing.fixtures import supervised

from .conftest import eventually

Documents = MongoClient[dict[str, object]]
TRANSACTIONS = 200


def commit_until_killed(client: Documents, pid: int) -> set[int]:
    """Commit transactions of two inserts, kill the server amid them; return those acknowledged."""
    acknowledged: set[int] = set()
    try:
        for number in range(2 * TRANSACTIONS):
            with client.start_session() as session, session.start_transaction():
                client.kept.one.insert_one({"_id": number}, session=session)
                client.kept.two.insert_one({"_id": number}, session=session)
            acknowledged.add(number)
            if number == TRANSACTIONS:
                os.kill(pid, signal.SIGKILL)
    except PyMongoError:
        pass
    return acknowledged


def test_acknowledged_transactions_survive_a_kill_whole(layout: Layout, ports: PortBook) -> None:
    database = Database(layout, ports)
    with (
        supervised(layout, database.parts()) as supervisor,
        Documents(database.mongodb_uri, timeoutMS=5000) as client,
    ):
        for name in ("one", "two"):
            client.kept.create_collection(name)
        (slot,) = supervisor.slots
        killed = slot.report().pid
        assert killed
        acknowledged = commit_until_killed(client, killed)
        eventually(lambda: slot.restarts == 1 and slot.stage is Stage.READY)
        one, two = ({row["_id"] for row in client.kept[name].find()} for name in ("one", "two"))
        assert len(acknowledged) > TRANSACTIONS
        assert acknowledged <= one
        assert one == two
