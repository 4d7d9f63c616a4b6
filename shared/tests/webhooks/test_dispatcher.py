"""Every receiver has a courier of one replica, whoever stops or whatever fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from probe import eventually
from probe_domain import SERVICE, open_database

from nscl_shared import persistence
from nscl_shared.webhooks.dispatcher import pause_until

NOW = datetime(2022, 8, 1, tzinfo=UTC)
KEYS = [f"errand-{number}" for number in range(8)]


class Replica:
    """The probe's process."""

    def __init__(self, name, mongodb_uri, folder):
        environment = {"NSCL_MONGODB_URI": mongodb_uri, "NSCL_INSTANCE": name}
        script = Path(__file__).with_name("errand_probe.py")
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", str(script)],
                env=os.environ | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=60)


@pytest.fixture
def errands(database):
    open_database(database.mongodb_uri)
    return persistence.database(SERVICE)["errands"]


@pytest.fixture
def replica(errands, database, tmp_path):
    running = []

    def start(name):
        running.append(Replica(name, database.mongodb_uri, tmp_path))
        return running[-1]

    yield start
    for one in running:
        if one.process.poll() is None:
            one.stop(signal.SIGKILL)


def notes(errands):
    return {row["_id"]: row.get("notes", []) for row in errands.find()}


def served_by(errands, *names):
    """Tell whether each errand has a courier, and each replica some of them."""
    last = [(found or [""])[-1] for found in notes(errands).values()]
    return {*last} == {f"begun {name}" for name in names}


def test_replicas_share_the_couriers_and_one_that_stops_calls_its_own_back(replica, errands):
    errands.insert_many([{"_id": key} for key in KEYS])
    first, _second = replica("a"), replica("b")
    eventually(lambda: served_by(errands, "a", "b"))
    own = [key for key, found in notes(errands).items() if found[-1] == "begun a"]
    assert first.stop() == 0
    ended = notes(errands)
    assert all("back with a" in ended[key][-2:] for key in own)
    eventually(lambda: served_by(errands, "b"))
    for key in own:
        assert notes(errands)[key][-3:] == ["ended a", "back with a", "begun b"]


def test_a_courier_who_failed_goes_again(replica, errands):
    errands.insert_one({"_id": "again", "waits": 0.2})
    replica("a")
    eventually(lambda: len(notes(errands)["again"]) >= 6)
    assert notes(errands)["again"][:6] == ["begun a", "back with a"] * 3


def test_a_database_that_refuses_ends_neither_the_couriers_nor_the_looking(replica, errands):
    errands.insert_one({"_id": "before"})
    one = replica("a")
    eventually(lambda: served_by(errands, "a"))
    errands.insert_one({"_id": "bad", "broken": True})
    eventually(lambda: "waiting-for-database" in one.log.read_text())
    errands.delete_one({"_id": "bad"})
    errands.insert_one({"_id": "after"})
    eventually(lambda: served_by(errands, "a"))
    assert notes(errands)["before"] == ["begun a"]
    assert one.stop() == 0
    assert notes(errands)["before"] == ["begun a", "ended a", "back with a"]


@pytest.mark.parametrize(
    ("seconds", "pause"),
    [([], 1.0), ([5], 1.0), ([5, 0.4], 0.4), ([0.01], 0.1), ([-3, 0.4], 0.1)],
)
def test_the_next_look_is_when_a_try_is_due_but_no_later_than_in_a_second(seconds, pause):
    tries = [NOW + timedelta(seconds=each) for each in seconds]
    assert pause_until(tries, NOW) == pytest.approx(pause)
