"""The reporting service alone, and ``nscl replay`` of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import httpx
from pymongo import MongoClient
from pymongo.database import Database
from reporting_year import Recorder, application, approve, support

from nscl_contracts import CloudEvent, encode
from nscl_shared.testing.producer import announce, publish_raw
from nscl_shared.testing.stack import Stack


class Province:
    """The running service, its database, and ``nscl replay``."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.url = stack.service_url("reporting")
        self.client: MongoClient[dict[str, Any]] = MongoClient(stack.mongodb_uri)
        self.db: Database[dict[str, Any]] = self.client["nscl_reporting"]

    def tell(self, events: Sequence[CloudEvent]) -> None:
        announce(self.stack.amqp_uri, *events)

    def report(self, year: int = 2022) -> str:
        """The report as it goes over the wire."""
        with httpx.Client(base_url=self.url, trust_env=False, timeout=30) as client:
            return client.get(f"/api/reporting/years/{year}/report").raise_for_status().text

    @property
    def pointer(self) -> dict[str, Any]:
        none = {"current": 0, "former": None, "building": None, "last": 0}
        return self.db.generations.find_one({"_id": "read-models"}) or none

    def live(self, collection: str):
        """The collection that readers see."""
        number = self.pointer["current"]
        return self.db[f"{collection}.g{number}" if number else collection]

    def start_replay(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "nscl_shared.cli", "replay", "--service", "reporting"]
        return subprocess.Popen(
            [*command, *arguments],
            env=os.environ | {"NSCL_HOME": str(self.stack.layout.home), "PYTHONWARNINGS": "ignore"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def replay(self, *arguments: str, code: int = 0) -> str:
        """Run it to its end; return what it says to people."""
        return self._run(arguments, code)[1]

    def outcome(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        """Run it to its end; return what it says to programs."""
        return json.loads(self._run(("--json", *arguments), code)[0])

    def _run(self, arguments: Sequence[str], code: int) -> tuple[str, str]:
        with self.start_replay(*arguments) as process:
            out, err = process.communicate(timeout=200)
        assert process.returncode == code, out + err
        return out, err


def in_year(events: Sequence[CloudEvent], year: int) -> list[tuple[str, str]]:
    """The same events of another year's projects, with ids of their own."""
    bodies = []
    for event in events:
        body = encode(event).replace("2022", str(year))
        for prefix in ("event", "application"):
            body = body.replace(f'"{prefix}-', f'"{prefix}-{year}-')
        bodies.append((event.type, body))
    return bodies


def approvals(year: int, count: int) -> list[tuple[str, str]]:
    """Events of ``count`` participations in one project of ``year``."""
    make = Recorder()
    for number in range(count):
        approve(make, application("P1", "DN", number, [support("CN-01", number)]))
    return in_year(make.events, year)


def participations(report: str) -> int:
    return json.loads(report)["totals"]["participations"]


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)


def publish(province: Province, bodies: Sequence[tuple[str, str]]) -> None:
    publish_raw(province.stack.amqp_uri, bodies)
