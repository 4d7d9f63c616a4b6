"""Fixtures of the bus's tests: a publisher to it and a probe process on it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest
from probe import QUEUE, Probe
from probe_domain import SERVICE, open_database

from nscl_shared.messaging.publisher import ConfirmingPublisher
from nscl_shared.messaging.topology import (
    declare_producer,
    declare_retry,
    declare_subscription,
    retry_name,
)

LADDERS = (100, 150, 200, 300, 1_500)


@pytest.fixture
def publisher(broker) -> Iterator[ConfirmingPublisher]:
    publisher = ConfirmingPublisher(broker.amqp_uri, heartbeat=0)
    declare_producer(publisher.channel, SERVICE)
    declare_subscription(publisher.channel, QUEUE, ["vn.nscl.registration.#"])
    declare_retry(publisher.channel, SERVICE, LADDERS)
    rooms = [retry_name(SERVICE, ms) for ms in LADDERS]
    for queue in (*rooms, QUEUE, f"{QUEUE}.dead"):  # what a test left waiting returns later
        publisher.channel.queue_purge(queue)
    yield publisher
    publisher.close()


@pytest.fixture
def make_probe(broker, database, publisher) -> Iterator[Callable[..., Probe]]:
    open_database(database.mongodb_uri)
    probes = []

    def make(**environment: str) -> Probe:
        probes.append(Probe(broker.amqp_uri, database.mongodb_uri, **environment))
        return probes[-1]

    yield make
    for probe in probes:
        if probe.process is not None:
            probe.stop(signal.SIGKILL)


@pytest.fixture
def probe(make_probe) -> Probe:
    return make_probe()
