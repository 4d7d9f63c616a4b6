"""Three RabbitMQ nodes on loopback that form one cluster."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.erlang import SCRIPTS
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.supervisor import Supervisor
from nscl_shared.testing.fixtures import supervised

SIZE = 3
SECONDS = 90
SHARED_SECRETS = ("broker-password", "erlang-cookie")
FOR_TOOLS = ("HOME", "ERL_EPMD_PORT", "ERL_EPMD_ADDRESS", "RABBITMQ_CONF_ENV_FILE")


@dataclass(frozen=True)
class Node:
    """One node and how it is run."""

    broker: Broker
    part: Part

    def ctl(self, *command: str) -> str:
        """Run ``rabbitmqctl`` against this node and return its output.

        Raises:
            subprocess.CalledProcessError: it refused.
        """
        ran = subprocess.run(
            [SCRIPTS / "rabbitmqctl", "-q", "-n", self.broker.node_name, *command],
            env=os.environ | {name: self.part.environment[name] for name in FOR_TOOLS},
            capture_output=True,
            text=True,
            check=True,
            timeout=SECONDS,
        )
        return ran.stdout


class Cluster:
    """The nodes and how to lose one."""

    def __init__(self, nodes: Sequence[Node], supervisor: Supervisor) -> None:
        self.nodes = nodes
        self.supervisor = supervisor

    @property
    def amqp_uri(self) -> str:
        """All nodes, for clients that go on to the next."""
        return ";".join(node.broker.amqp_uri for node in self.nodes)

    def join(self) -> None:
        """Let the second and third node join the first."""
        first = self.nodes[0].broker.node_name
        for node in self.nodes[1:]:
            for command in (["stop_app"], ["reset"], ["join_cluster", first], ["start_app"]):
                node.ctl(*command)
        self.wait_ready()

    def wait_ready(self) -> None:
        """Return when every node takes connections."""
        deadline = time.monotonic() + SECONDS
        while not all(node.broker.ready() for node in self.nodes):
            assert time.monotonic() < deadline, "a node does not answer"
            time.sleep(0.1)

    def leader_of(self, queue: str) -> Node:
        """Return the node that leads a quorum queue."""
        listing = ["list_queues", "-p", "nscl", "--no-table-headers", "name", "leader"]
        rows = [row.split() for row in self.nodes[0].ctl(*listing).splitlines()]
        (leader,) = [row[1] for row in rows if row[0] == queue]
        return next(node for node in self.nodes if node.broker.node_name == leader)

    def kill(self, node: Node) -> None:
        """Kill -9 a node; the supervisor starts it again."""
        (slot,) = [s for s in self.supervisor.slots if s.part.name == node.part.name]
        assert slot.child is not None
        os.kill(slot.child.pid, signal.SIGKILL)


@contextmanager
def cluster(home: Path) -> Iterator[Cluster]:
    """A running cluster inside the block; the first node's epmd serves all."""
    layouts = [Layout(home / f"node{number}") for number in range(SIZE)]
    with ExitStack() as stack:
        books = [stack.enter_context(owned(layout, base=0)) for layout in layouts]
        brokers = [Broker(*own) for own in zip(layouts, books, strict=True)]
        epmd, _ = brokers[0].parts()
        _share_secrets(brokers)
        nodes = [
            Node(broker, _node_part(broker, number, epmd)) for number, broker in enumerate(brokers)
        ]
        parts = [epmd, *(node.part for node in nodes)]
        supervisor = stack.enter_context(supervised(layouts[0], parts))
        formed = Cluster(nodes, supervisor)
        formed.join()
        yield formed


def _share_secrets(brokers: Sequence[Broker]) -> None:
    first, *others = (broker.layout.secrets for broker in brokers)
    assert brokers[0].amqp_uri  # makes the password
    for name in SHARED_SECRETS:
        if name == "erlang-cookie":
            (first / name).write_text("nscl-cluster-on-loopback")
        for other in others:
            (other / name).write_text((first / name).read_text())


def _node_part(broker: Broker, number: int, epmd: Part) -> Part:
    _, part = broker.parts()
    environment = {**part.environment, "ERL_EPMD_PORT": str(epmd.port)}
    return replace(part, name=f"broker-{number}", environment=environment)
