"""Three subscribers, three relay replicas, a broker and a database to be ill-treated.

Every probe process relays the one outbox and consumes a queue of its own in one
of the forms.  The test commits changes meanwhile; what the database then says
was committed is the truth the subscribers are held against.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from probe import Probe
from probe_domain import HANDLERS, SERVICE, Adopt, ProbeWork, Retitle, close_database, open_database
from proxy import CuttingProxy
from pymongo.errors import PyMongoError
from verdict import FORMS, LADDER, SETTLE_SECONDS, Verdict

from nscl_contracts.registration import PlanAdopted
from nscl_shared.kernel import DomainError
from nscl_shared.messaging import CommandBus
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import declare_producer, declare_subscription
from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.supervisor import Supervisor
from nscl_shared.testing.fixtures import supervised

PLANS = 12
CHANGES = 25
TAP = "faults-tap"
NEWBORN_SECONDS = 15.0


class Arena:
    """What one chunk of runs is played on."""

    def __init__(self, amqp_uri: str, probes_amqp_uri: str, mongodb_uri: str) -> None:
        self.amqp_uri = amqp_uri
        self.probes = {
            form: Probe(
                probes_amqp_uri,
                mongodb_uri,
                NSCL_PROBE=form,
                NSCL_PROBE_GROUP=form,
                NSCL_INSTANCE=form,
                NSCL_RETRY_LADDER_MS=",".join(map(str, LADDER)),
                NSCL_HEARTBEAT_SECONDS="5",
                NSCL_LOG_LEVEL="CRITICAL",
            )
            for form in FORMS
        }
        self._born = time.monotonic()
        self.proxy: CuttingProxy
        self.supervisor: Supervisor
        self.verdict = Verdict(amqp_uri)
        self.bus = CommandBus(SERVICE, HANDLERS, ProbeWork)
        self.faults: Counter[str] = Counter()

    def start(self) -> None:
        """Bind every queue, so that nothing can be missed, and start the probes."""
        with self._publisher() as publisher:
            declare_producer(publisher.channel, SERVICE)
            for queue in (*(f"{SERVICE}--{form}" for form in FORMS), TAP):
                declare_subscription(publisher.channel, queue, ["vn.nscl.registration.#"])
        for probe in self.probes.values():
            probe.start()

    def stop(self) -> None:
        """End the probes."""
        for probe in self.probes.values():
            if probe.process is not None:
                probe.stop(signal.SIGKILL)

    def run(self, chance: random.Random) -> None:
        """Commit changes while one to three faults happen."""
        load = self.load(chance)
        for _ in range(chance.randint(1, 3)):
            time.sleep(chance.uniform(0.0, 0.15))  # the moment of the fault is the experiment
            self.inflict(chance)
        load.join()

    def load(self, chance: random.Random, changes: int = CHANGES) -> threading.Thread:
        """Begin to commit ``changes`` in a thread of their own."""
        thread = threading.Thread(target=self._commit, args=(chance.randrange(2**32), changes))
        thread.start()
        return thread

    def inflict(self, chance: random.Random) -> None:
        """Let one fault happen, chosen by ``chance``."""
        fault = chance.choices(list(FAULTS), [weight for _, weight in FAULTS.values()])[0]
        self.faults[fault] += 1
        FAULTS[fault][0](self, chance)

    def kill_probe(self, chance: random.Random) -> None:
        """Kill -9 a subscriber that is also a relay, and start it again."""
        probe = self.probes[chance.choice(FORMS)]
        probe.stop(signal.SIGKILL)
        probe.start()

    def stop_probe(self, chance: random.Random) -> None:
        """Ask a subscriber to end in order, and start it again."""
        probe = self.probes[chance.choice(FORMS)]
        assert probe.stop(signal.SIGTERM) in (0, -signal.SIGTERM)  # it may not be up yet
        probe.start()

    def cut_connections(self, _chance: random.Random) -> None:
        """Reset every connection to the broker."""
        self.proxy.cut()

    def freeze_probe(self, chance: random.Random) -> None:
        """Let a subscriber stand still for a while."""
        process = self.probes[chance.choice(FORMS)].process
        assert process is not None
        self._freeze(process.pid, chance.uniform(0.1, 0.8))

    def freeze_database(self, chance: random.Random) -> None:
        """Let the database answer late, as on a disk that is slow."""
        self._freeze(self._pid("database"), chance.uniform(0.1, 0.6))

    def freeze_broker(self, chance: random.Random) -> None:
        """Let the broker answer late."""
        self._freeze(self._pid("broker"), chance.uniform(0.1, 0.6))

    def kill_database(self, _chance: random.Random) -> None:
        """Kill -9 the database and wait until it is back."""
        self._kill("database")

    def kill_broker(self, _chance: random.Random) -> None:
        """Kill -9 the broker and wait until it is back.

        Not in its first seconds: RabbitMQ 3.10 may then lose the coordinator of a
        stream just declared, and with it the stream.
        """
        while time.monotonic() - self._born < NEWBORN_SECONDS:
            time.sleep(0.1)
        self._kill("broker")

    def repeat_and_shuffle(self, chance: random.Random) -> None:
        """Publish what was published before once more, in any order."""
        with self._publisher() as publisher:
            bodies = []
            while len(bodies) < 40 and (seen := publisher.channel.basic_get(TAP, no_ack=True)):
                bodies.append(seen)
            chance.shuffle(bodies)
            again = [
                Outgoing(
                    f"{SERVICE}.events",
                    PlanAdopted.type,
                    seen.body,
                    {"content_type": seen.properties["content_type"]},
                )
                for seen in bodies
            ]
            publisher.publish(again)

    def _commit(self, seed: int, changes: int) -> None:
        chance = random.Random(seed)
        for number in range(changes):
            plan = f"p{chance.randrange(PLANS)}"
            while not self._change(plan, f"t{number}"):
                time.sleep(0.05)

    def _change(self, plan: str, title: str) -> bool:
        try:
            try:
                self.bus.execute(Retitle(plan, title))
            except DomainError:
                self.bus.execute(Adopt(plan, title))
        except (PyMongoError, DomainError):  # whether it was committed, the database knows
            return False
        return True

    def _freeze(self, pid: int, seconds: float) -> None:
        os.kill(pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(pid, signal.SIGCONT)

    def _pid(self, name: str) -> int:
        (slot,) = [slot for slot in self.supervisor.slots if slot.part.name == name]
        assert slot.child is not None
        return slot.child.pid

    def _kill(self, name: str) -> None:
        pid = self._pid(name)
        os.kill(pid, signal.SIGKILL)
        (slot,) = [slot for slot in self.supervisor.slots if slot.part.name == name]
        deadline = time.monotonic() + SETTLE_SECONDS
        while slot.child is None or slot.child.pid == pid or slot.stage != "ready":
            assert time.monotonic() < deadline, f"{name} did not come back"
            time.sleep(0.05)

    @contextmanager
    def _publisher(self) -> Iterator[ConfirmingPublisher]:
        publisher = ConfirmingPublisher(self.amqp_uri, heartbeat=0)
        try:
            yield publisher
        finally:
            publisher.close()


# each with its weight; a broker takes ten seconds to come back
FAULTS = {
    "kill -9 of a subscriber and relay": (Arena.kill_probe, 6),
    "restart of a subscriber and relay": (Arena.stop_probe, 2),
    "connections cut": (Arena.cut_connections, 6),
    "subscriber stopped for a while": (Arena.freeze_probe, 4),
    "database stopped for a while (slow disk)": (Arena.freeze_database, 5),
    "broker stopped for a while": (Arena.freeze_broker, 4),
    "kill -9 and restart of the database": (Arena.kill_database, 2),
    "kill -9 and restart of the broker": (Arena.kill_broker, 0.4),
    "repeated and shuffled events": (Arena.repeat_and_shuffle, 6),
}


@contextmanager
def arena(home: Path) -> Iterator[Arena]:
    """Everything running, with an empty history, inside the block."""
    layout = Layout(home)
    with owned(layout, base=0) as ports:
        broker, database = Broker(layout, ports), Database(layout, ports)
        with supervised(layout, [*broker.parts(), *database.parts()]) as supervisor:
            open_database(database.mongodb_uri)
            proxy = CuttingProxy(broker.amqp_port)
            through = broker.amqp_uri.replace(f":{broker.amqp_port}/", f":{proxy.port}/")
            field = Arena(broker.amqp_uri, through, database.mongodb_uri)
            field.proxy, field.supervisor = proxy, supervisor
            try:
                field.start()
                yield field
            finally:
                field.stop()
                proxy.close()
                close_database()
