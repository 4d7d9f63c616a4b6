"""The private RabbitMQ node: several at once, durable, self-healing, loopback only."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import amqp
import kombu
import psutil

from nscl_shared.runtime.broker import VHOST, Broker
from nscl_shared.runtime.erlang import installed_applications, needed_by
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.slot import Stage
from nscl_shared.testing.fixtures import supervised

from .conftest import eventually

QUORUM = {"x-queue-type": "quorum"}


def publish(broker: Broker, queue: str, body: bytes) -> None:
    """Publish one persistent message and wait for the broker's confirm."""
    options = {"confirm_publish": True}
    with (
        kombu.Connection(broker.amqp_uri, transport_options=options) as connection,
        connection.channel() as channel,
    ):
        kombu.Queue(queue, channel=channel, queue_arguments=QUORUM).declare()
        channel.basic_publish(amqp.Message(body, delivery_mode=2), "", queue)


def is_registered(broker: Broker, queue: str) -> bool:
    """Tell whether the queue's name is on the disk (see HEALING)."""
    (names,) = broker.layout.broker.glob("data/*/quorum/*/names.dets")
    return f"{VHOST}_{queue}".encode() in names.read_bytes()


def receive(broker: Broker, queue: str) -> bytes | None:
    """Take one message."""
    with kombu.Connection(broker.amqp_uri) as connection, connection.channel() as channel:
        message = channel.basic_get(queue, no_ack=True)
        return message and bytes(message.body)


def test_two_nodes_run_at_once_with_their_own_queues(
    broker: Broker, layout: Layout, ports: PortBook
) -> None:
    other = Broker(layout, ports)
    with supervised(layout, other.parts()):
        publish(broker, "shared-name", b"first")
        publish(other, "shared-name", b"second")
        assert receive(broker, "shared-name") == b"first"
        assert receive(other, "shared-name") == b"second"
        assert other.node_name != broker.node_name


def test_a_killed_node_heals_and_keeps_its_messages(layout: Layout, ports: PortBook) -> None:
    broker = Broker(layout, ports)
    with supervised(layout, broker.parts()) as supervisor:
        publish(broker, "durable", b"kept")
        eventually(lambda: is_registered(broker, "durable"), 2)
        slot = next(slot for slot in supervisor.slots if slot.part.name == "broker")
        killed = slot.report().pid
        assert killed
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: slot.restarts == 1 and slot.stage is Stage.READY, 60)
        assert receive(broker, "durable") == b"kept"


def test_messages_survive_an_orderly_restart_in_another_folder(tmp_path: Path) -> None:
    before = Layout(tmp_path / "before")
    with owned(before, base=0) as ports, supervised(before, Broker(before, ports).parts()):
        publish(Broker(before, ports), "durable", b"kept")
    moved = Layout(before.home.rename(tmp_path / "after"))
    with owned(moved, base=0) as ports, supervised(moved, Broker(moved, ports).parts()):
        assert receive(Broker(moved, ports), "durable") == b"kept"


def test_everything_listens_on_the_loopback_interface_only(broker: Broker) -> None:
    ports = set(broker.ports.chosen.values())
    addresses = {
        connection.laddr.ip
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port in ports
    }
    assert addresses <= {LOOPBACK, "::1"}


def test_strangers_are_refused(broker: Broker) -> None:
    stranger = amqp.Connection(f"{LOOPBACK}:{broker.amqp_port}", userid="guest", password="guest")
    try:
        stranger.connect()
    except amqp.exceptions.AccessRefused:
        return
    raise AssertionError("guest was let in")


def test_only_the_needed_applications_are_on_the_code_path() -> None:
    installed = installed_applications()
    needed = needed_by(("rabbitmq_stream", "rabbitmq_prometheus"), installed)
    assert {"rabbit", "osiris", "ra", "prometheus"} <= set(needed)
    assert len(needed) < len(installed) / 2
