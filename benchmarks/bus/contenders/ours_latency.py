"""Ours: from the commit to the handler of another process, at 100 events/s.

``producer`` commits and relays and then stays idle; ``consumer`` handles.  Each
says when (seconds since the epoch), by account.
"""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import os  # noqa: E402
import time  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from typing import Any, ClassVar  # noqa: E402

from mongoengine import Document, IntField, StringField  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from stopwatch import AMQP_URI, COUNT, MONGODB_URI  # noqa: E402

from nscl_contracts import Message  # noqa: E402
from nscl_contracts.identity import AccountLocked  # noqa: E402
from nscl_shared.kernel import Aggregate, new_id  # noqa: E402
from nscl_shared.messaging import CommandBus, OutboxRelay, subscribe  # noqa: E402
from nscl_shared.persistence import (  # noqa: E402
    AggregateRepository,
    UnitOfWork,
    connect,
    prepare,
)

SERVICE = "identity"
RATE = 100
moments: dict[str, float] = {}


class AccountDocument(Document):
    id = StringField(primary_key=True)
    version = IntField()
    meta: ClassVar = {"collection": "bench_accounts", "db_alias": SERVICE}


class Accounts(AggregateRepository[Aggregate]):
    document = AccountDocument
    missing = "account-not-found"

    def to_domain(self, document: Any) -> Aggregate:
        return Aggregate(id=document.id, version=document.version)

    def to_fields(self, aggregate: Aggregate) -> dict[str, Any]:
        return {}


class Work(UnitOfWork):
    service = SERVICE

    def __init__(self) -> None:
        super().__init__(lambda message: message)
        self.accounts = self.enlist(Accounts())


@dataclass(frozen=True)
class Lock:
    account_id: str


def lock(cmd: Lock, work: Work) -> None:
    account = Aggregate(id=cmd.account_id)
    reason = {"account_id": cmd.account_id, "reason": "too-many-failures"}
    account.record(Message(AccountLocked, reason))
    work.accounts.add(account)


class Producer:
    name = SERVICE
    relay = OutboxRelay()


class Consumer:
    name = "bench"

    @subscribe("latency", AccountLocked.type)
    def handle(self, event):
        moments[event.subject] = time.time()
        if len(moments) == COUNT:
            print(json.dumps(moments), flush=True)


def produce() -> None:
    """Commit ``COUNT`` events evenly, whatever one commit takes."""
    bus = CommandBus(SERVICE, {Lock: lock}, Work)
    eventlet.sleep(3)  # the relay's change stream is open, the consumer waits
    for _ in range(COUNT):
        eventlet.spawn_n(commit, bus, new_id())
        eventlet.sleep(1 / RATE)


def commit(bus: CommandBus, account_id: str) -> None:
    """Commit one event."""
    bus.execute(Lock(account_id))
    moments[account_id] = time.time()
    if len(moments) == COUNT:
        print(json.dumps(moments), flush=True)


role = os.environ["BENCH_ROLE"]
connect(SERVICE, MONGODB_URI)
prepare(SERVICE, documents=[AccountDocument])
container = ServiceContainer(Producer if role == "producer" else Consumer, {"AMQP_URI": AMQP_URI})
container.start()
if role == "producer":
    produce()
container.wait()
