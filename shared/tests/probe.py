"""A process to probe the bus with, and the means to feed and watch it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kombu import Connection
from probe_domain import SERVICE

from nscl_contracts import CONTENT_TYPE, CloudEvent, encode
from nscl_contracts.registration import PlanAdopted
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import Outgoing

QUEUE = f"{SERVICE}--probe"
LADDER = "150,300"
DEADLINE = 60.0


class Probe:
    """The probe process, with its own environment."""

    def __init__(self, amqp_uri: str, mongodb_uri: str, **environment: str) -> None:
        self.environment = os.environ | {
            "NSCL_AMQP_URI": amqp_uri,
            "NSCL_MONGODB_URI": mongodb_uri,
            "NSCL_INSTANCE": "probe",
            "NSCL_RETRY_LADDER_MS": LADDER,
            "PYTHONWARNINGS": "ignore",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        script = Path(__file__).with_name("probe_service.py")
        self.process = subprocess.Popen([sys.executable, str(script)], env=self.environment)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        self.process = None
        return code


def event(subject: str, sequence: int, title: str, **changes: Any) -> Outgoing:
    data = {**PlanAdopted().load(PlanAdopted.example), "plan_id": subject, "title": title}
    body = encode(
        CloudEvent(
            id=changes.get("id", new_id()),
            source="/province/lang-son/registration",
            type=PlanAdopted.type,
            subject=subject,
            time=datetime.now(UTC),
            sequence=sequence,
            data=data,
        )
    )
    return outgoing(body)


def outgoing(body: str, content_type: str = CONTENT_TYPE) -> Outgoing:
    return Outgoing("registration.events", PlanAdopted.type, body, {"content_type": content_type})


def eventually(condition: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + DEADLINE
    while not (found := condition()):
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)
    return found


def dead_letters(uri: str) -> list[Any]:
    with Connection(uri) as connection:
        found = []
        while message := connection.default_channel.basic_get(f"{QUEUE}.dead", no_ack=True):
            found.append(message)
        return found
