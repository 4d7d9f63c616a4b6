"""One round of one contender: an empty database, a full queue, a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pymongo
from benchmarks.bus.message import sample

from nscl_contracts import CONTENT_TYPE
from nscl_contracts.identity import AccountLocked
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import declare_producer, declare_subscription
from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.testing.fixtures import supervised

CONTENDERS = Path(__file__).with_name("contenders")
LIMIT_SECONDS = 90
PUBLISHING_QUEUE = "bench-published"


@dataclass(frozen=True)
class Contender:
    """A script that consumes ``queue`` (or publishes) and says how long it took."""

    name: str
    script: str
    queue: str = ""
    quorum: bool = False
    peer: bool = False  # runs in the environment of the peers
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Arena:
    """The broker and the database everybody meets on."""

    amqp_uri: str
    mongodb_uri: str
    peers_python: Path

    def consume(self, contender: Contender, count: int, *, effect: bool) -> float:
        """Return the events a second of ``contender`` taking ``count`` from its full queue."""
        self._clear()
        self._fill(contender, count)
        told = self.run(contender, count, BENCH_EFFECT=str(int(effect)))
        if effect:
            self._check(contender, count)
        return told["events"] / told["seconds"]

    def publish(self, contender: Contender, count: int) -> float:
        """Return the events a second of ``contender`` publishing ``count`` with confirms."""
        with self._publisher() as publisher:
            declare_producer(publisher.channel, "identity")
            declare_subscription(publisher.channel, PUBLISHING_QUEUE, [AccountLocked.type])
            publisher.channel.queue_purge(PUBLISHING_QUEUE)
        told = self.run(contender, count)
        with self._publisher() as publisher:
            arrived = publisher.channel.queue_declare(PUBLISHING_QUEUE, passive=True)[1]
            publisher.channel.queue_delete(PUBLISHING_QUEUE)
        if arrived < count:
            raise RuntimeError(f"{contender.name}: {arrived} of {count} arrived")
        return told["events"] / told["seconds"]

    def run(self, contender: Contender, count: int, **environment: str) -> dict[str, float]:
        """Run the script of ``contender`` to its end and return what it said."""
        with self.started(contender, count, **environment) as process:
            output, _ = process.communicate(timeout=LIMIT_SECONDS)
        told: dict[str, float] = json.loads(output.splitlines()[-1])
        return told

    @contextmanager
    def started(
        self, contender: Contender, count: int, **environment: str
    ) -> Iterator[subprocess.Popen[str]]:
        """Run the script of ``contender`` inside the block."""
        python = self.peers_python if contender.peer else Path(sys.executable)
        process = subprocess.Popen(
            [python, CONTENDERS / contender.script],
            env=os.environ | self._environment(contender, count) | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def wait_pruned(self) -> None:
        """Return when the producer's outbox and ledger are empty."""
        with pymongo.MongoClient(self.mongodb_uri) as client:
            outbox = client["nscl_identity"]["outbox"]
            deadline = time.monotonic() + LIMIT_SECONDS
            while outbox.count_documents({}) and time.monotonic() < deadline:
                time.sleep(0.5)

    def _environment(self, contender: Contender, count: int) -> dict[str, str]:
        return {
            "NSCL_AMQP_URI": self.amqp_uri,
            "NSCL_MONGODB_URI": self.mongodb_uri,
            "NSCL_LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PYTHONWARNINGS": "ignore",
            "BENCH_COUNT": str(count),
            "BENCH_QUEUE": contender.queue,
            **contender.environment,
        }

    def _clear(self) -> None:
        with pymongo.MongoClient(self.mongodb_uri) as client:
            client.drop_database("nscl_bench")
            client["nscl_bench"].create_collection("effects")

    def _fill(self, contender: Contender, count: int) -> None:
        with self._publisher() as publisher:
            if contender.quorum:
                declare_subscription(publisher.channel, contender.queue, [AccountLocked.type])
            else:
                publisher.channel.queue_declare(contender.queue, durable=True, auto_delete=False)
            publisher.channel.queue_purge(contender.queue)
            properties = {"content_type": CONTENT_TYPE, "content_encoding": "utf-8"}
            for first in range(0, count, 200):
                publisher.publish(
                    Outgoing("", contender.queue, sample(number).body, properties)
                    for number in range(first, first + 200)
                )

    def _check(self, contender: Contender, count: int) -> None:
        with pymongo.MongoClient(self.mongodb_uri) as client:
            effects = client["nscl_bench"]["effects"].count_documents({})
        if effects != count:
            raise RuntimeError(f"{contender.name}: {effects} effects of {count} events")

    @contextmanager
    def _publisher(self) -> Iterator[ConfirmingPublisher]:
        publisher = ConfirmingPublisher(self.amqp_uri, heartbeat=0)
        try:
            yield publisher
        finally:
            publisher.close()


@contextmanager
def arena(home: Path, peers_python: Path) -> Iterator[Arena]:
    """A private broker and database, with their data in ``home``, inside the block."""
    layout = Layout(home)
    with owned(layout, base=0) as ports:
        broker, database = Broker(layout, ports), Database(layout, ports)
        with supervised(layout, [*broker.parts(), *database.parts()]):
            yield Arena(broker.amqp_uri, database.mongodb_uri, peers_python)
