"""Ours: committed events on their way from the outbox to the broker's confirm."""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import time  # noqa: E402
from datetime import UTC, datetime  # noqa: E402

from benchmarks.bus.message import sample  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from stopwatch import AMQP_URI, COUNT, MONGODB_URI, report  # noqa: E402

from nscl_contracts.identity import AccountLocked  # noqa: E402
from nscl_shared.messaging import OutboxRelay  # noqa: E402
from nscl_shared.persistence import connect, database, prepare  # noqa: E402
from nscl_shared.persistence.leases import share_of  # noqa: E402
from nscl_shared.persistence.outbox import SHARDS  # noqa: E402

SERVICE = "identity"


class Relay:
    name = SERVICE
    relay = OutboxRelay()


def commit() -> None:
    """Leave ``COUNT`` events in the outbox, as a stopped service would."""
    rows = []
    for number in range(COUNT):
        one = sample(number)
        rows.append(
            {
                "_id": one.id,
                "type": AccountLocked.type,
                "subject": one.subject,
                "sequence": one.sequence,
                "shard": share_of(one.subject, SHARDS),
                "body": one.body,
                "created_at": datetime.now(UTC),
            }
        )
    database(SERVICE)["outbox"].insert_many(rows)


def watched(relay: OutboxRelay) -> None:
    """Start the clock with the first batch; stop it when the last is noted as sent."""
    send, outbox = relay._send, relay._outbox
    note, left, started = outbox.note_sent, COUNT, 0.0

    def first(rows):
        nonlocal started
        started = started or time.perf_counter()
        send(rows)

    def last(ids):
        nonlocal left
        note(ids)
        left -= len(ids)
        if left <= 0:
            report(COUNT, time.perf_counter() - started)
            os._exit(0)

    relay._send, outbox.note_sent = first, last


connect(SERVICE, MONGODB_URI)
prepare(SERVICE, documents=[])
for name in ("outbox", "outbox_sent", "leases"):
    database(SERVICE)[name].delete_many({})
commit()
container = ServiceContainer(Relay, {"AMQP_URI": AMQP_URI})
(relay,) = [d for d in container.dependencies if isinstance(d, OutboxRelay)]
relay.setup()
watched(relay)
relay.setup = lambda: None
container.start()
container.wait()
