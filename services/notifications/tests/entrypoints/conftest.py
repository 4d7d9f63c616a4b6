"""The service as a real process beside a real broker, database and mail server."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from amqp import NotFound
from kombu import Connection
from pymongo import MongoClient

from nscl_contracts import encode, find
from nscl_shared.auth.keys import jwks, read_signing_key, write_jwks, write_signing_key
from nscl_shared.auth.principal import Principal
from nscl_shared.auth.tokens import TokenSigner
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import declare_producer
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.testing import waiting
from nscl_shared.testing.arrivals import Overheard, overhearing
from nscl_shared.testing.producer import example_event

PATIENCE_SECONDS = 90
GRACE = 90  # a write may wait a minute for the lock of a killed replica's transaction
QUEUE = "notifications--registration"
ROOT = Path(__file__).parents[4]


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """Return the first true answer of ``condition``; the service may take its time."""
    return waiting.until(condition, what, seconds)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """A real SMTP server that can be told what to answer, to go down, and to dawdle."""

    def __init__(self) -> None:
        self.port = free_port()
        self.answer = "250 OK"
        self.mails: list[Any] = []
        self.recipients: list[str] = []
        self.tries = 0
        self.reached = threading.Event()
        self.hold: threading.Event | None = None
        self.controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.tries += 1
        self.reached.set()
        if self.answer.startswith("250"):
            self.mails.append(envelope.content)
            self.recipients += envelope.rcpt_tos
        if self.hold is not None:
            await asyncio.to_thread(self.hold.wait, PATIENCE_SECONDS)
        return self.answer

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


class Running:
    """The notifications service; ``kill`` is kill -9."""

    def __init__(self, amqp_uri: str, mongodb_uri: str, mail: MailServer, folder: Path) -> None:
        self.amqp_uri = amqp_uri
        self.port = free_port()
        self.log = folder / "service.log"
        self.key = folder / "signing.pem"
        write_signing_key(self.key)
        write_jwks(folder / "jwks.json", jwks([read_signing_key(self.key).public_key()]))
        self.environment = {
            **os.environ,
            "NSCL_AMQP_URI": amqp_uri,
            "NSCL_MONGODB_URI": mongodb_uri,
            "NSCL_BIND": f"127.0.0.1:{self.port}",
            "NSCL_PROVINCES_PATH": str(ROOT / "provinces"),
            "NSCL_JWKS_FILE": str(folder / "jwks.json"),
            "NSCL_SMTP_URI": f"smtp://127.0.0.1:{mail.port}",
            "NSCL_MAIL_FROM": "nscl@langson.example",
            "NSCL_MAIL_TIMEOUT_SECONDS": "1.5",
            "NSCL_MAIL_RETRY_SECONDS": "0.2,0.2,0.2,0.2,0.2,0.2,0.2,0.2,0.2,0.2",
            "NSCL_RETRY_LADDER_MS": "200,200",
            "NSCL_MASTER_KEY_FILE": str(Secrets(folder).master_key_file),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "nscl_shared.runtime.serve", "notifications"],
                env=self.environment,
                stdout=log,
                stderr=log,
                cwd=ROOT,
            )
        until(self._ready, "the service is ready")
        until(self._listens, "its subscription listens")

    def kill(self) -> None:
        self._end("kill")

    def stop(self) -> None:
        self._end("terminate")

    def request(self, method: str, path: str, role: str = "officer", **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token(role)}", **more.pop("headers", {})}
        url = f"http://127.0.0.1:{self.port}{path}"
        return httpx.request(method, url, headers=headers, timeout=10, **more)

    def token(self, role: str) -> str:
        who = Principal(subject="a-1", username="lan", role=role, display_name="Chị Lan")
        return TokenSigner(read_signing_key(self.key)).issue(who)

    def deliveries(self, **query: str) -> list[dict[str, Any]]:
        answer = self.request("GET", "/api/notifications/deliveries", params=query)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    def told(self) -> str:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return "\n".join([line for line in lines if "nscl.web.access" not in line][-60:])

    def _ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            url = f"http://127.0.0.1:{self.port}/health/ready"
            return httpx.get(url, timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def _listens(self) -> bool:
        with Connection(self.amqp_uri) as connection:
            try:
                queue = connection.default_channel.queue_declare(QUEUE, passive=True)
            except NotFound:
                return False
            return bool(queue.consumer_count)

    def _end(self, how: str) -> None:
        process, self.process = self.process, None
        if process is not None:
            getattr(process, how)()
            process.wait(timeout=GRACE)


class Registration:
    """Speaks as registration: publishes events of its contracts."""

    def __init__(self, uri: str) -> None:
        self.publisher = ConfirmingPublisher(uri, heartbeat=0)
        declare_producer(self.publisher.channel, "registration")

    def say(self, name: str, /, *, times: int = 1, sequence: int = 1, **changes: Any) -> str:
        contract = find(f"vn.nscl.registration.{name}.v1")
        event = example_event(contract, sequence=sequence, **changes)
        properties = {"content_type": "application/cloudevents+json"}
        message = Outgoing("registration.events", contract.type, encode(event), properties)
        self.publisher.publish([message] * times)
        return event.id


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def replica(broker: Any, database: Any) -> Callable[[Path], Running]:
    """Return a builder of services with no mail server, not yet started."""
    return lambda folder: Running(broker.amqp_uri, database.mongodb_uri, MailServer(), folder)


@pytest.fixture
def stopped(broker: Any, database: Any, mail: MailServer, tmp_path: Path) -> Iterator[Running]:
    """The service, not yet started, on an empty database."""
    client: MongoClient[Any] = MongoClient(database.mongodb_uri)
    client.drop_database("nscl_notifications")
    client.close()
    with Connection(broker.amqp_uri) as connection:
        for queue in (QUEUE, f"{QUEUE}.dead"):
            connection.default_channel.queue_delete(queue)
    running = Running(broker.amqp_uri, database.mongodb_uri, mail, tmp_path)
    yield running
    running.stop()
    print(running.told())  # pytest shows it beside a failure


@pytest.fixture
def service(stopped: Running) -> Running:
    stopped.start()
    return stopped


@pytest.fixture
def registration(broker: Any) -> Iterator[Registration]:
    speaker = Registration(broker.amqp_uri)
    yield speaker
    speaker.publisher.close()


@pytest.fixture
def listener(broker: Any) -> Iterator[Overheard]:
    with overhearing(broker.amqp_uri, "notifications") as overheard:
        yield overheard


@pytest.fixture
def eventually() -> Callable[..., Any]:
    return until
