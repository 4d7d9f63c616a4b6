"""A cluster of three brokers loses the leader of a queue in the middle of the load."""

from __future__ import annotations

import random

import pytest
from broker_cluster import cluster
from bus_arena import Arena
from probe_domain import close_database, open_database

from nscl_shared.testing.fixtures import running_database

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]


def test_no_event_is_lost_with_the_leader(tmp_path) -> None:
    chance = random.Random(11)
    with cluster(tmp_path) as brokers, running_database(tmp_path / "database") as database:
        open_database(database.mongodb_uri)
        field = Arena(brokers.amqp_uri, brokers.amqp_uri, database.mongodb_uri)
        try:
            field.start()
            field.load(chance, 50).join()
            field.verdict.check()
            load = field.load(chance, 400)
            brokers.kill(brokers.leader_of("registration--ordered"))
            load.join()
            assert field.verdict.check() == 450
        finally:
            field.stop()
            close_database()
