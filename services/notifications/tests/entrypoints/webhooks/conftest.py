"""Receivers as real processes behind real TLS, and a gate in front that can misbehave."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pymongo import MongoClient

from nscl_contracts import CloudEvent, find
from nscl_shared.kernel import new_id
from nscl_shared.testing.producer import announce, example_event
from nscl_shared.testing.receiving import HttpReceiver, free_port
from nscl_shared.testing.waiting import until

EXAMPLES = Path(__file__).parents[5] / "examples/webhook-receiver"
REST = "/api/notifications/webhooks"
COMMANDS = {"python": [sys.executable, "receiver.py"], "node": ["node", "receiver.mjs"]}
GRANT = "vn.nscl.registration.application-approved.v1"
SHORT = {
    "NSCL_WEBHOOK_ALLOW_NETWORKS": "127.0.0.0/8",
    "NSCL_WEBHOOK_RETRY_SECONDS": "0.2,0.2,0.2,0.2,0.2,0.2",
    "NSCL_WEBHOOK_TIMEOUT_SECONDS": "2",
}


class Authority:
    """A private CA with one certificate for 127.0.0.1 and localhost."""

    def __init__(self, folder: Path) -> None:
        self.file, self.cert, self.key = (folder / n for n in ("ca.pem", "cert.pem", "key.pem"))
        ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        ca = self._certificate("Test CA", ca_key.public_key(), "Test CA", ca_key, ca=True)
        leaf = self._certificate("receiver", key.public_key(), "Test CA", ca_key, ca=False)
        self.file.write_bytes(ca.public_bytes(Encoding.PEM))
        self.cert.write_bytes(leaf.public_bytes(Encoding.PEM))
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.key.write_bytes(pem)

    @staticmethod
    def _certificate(name: str, public: Any, issuer: str, signer: Any, *, ca: bool) -> Any:
        now = datetime.now(UTC)
        names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=5))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .sign(signer, hashes.SHA256())
        )


class Receiver:
    """One of the example receivers, as an agency would run it."""

    def __init__(self, kind: str, secret: str, port: int, *tls: str) -> None:
        command = [*COMMANDS[kind], "--port", str(port), *tls]
        self.port = port
        self.process = subprocess.Popen(
            command, cwd=EXAMPLES, env={"WEBHOOK_SECRET": secret}, stdout=subprocess.PIPE, text=True
        )
        self.taken: list[dict[str, Any]] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def ids(self) -> list[str]:
        return [event["id"] for event in self.taken]

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def end(self) -> None:
        self.process.kill()
        self.process.wait(10)
        self.reader.join(10)

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.taken.append(json.loads(line))


class Gate(HttpReceiver):
    """TLS in front of a receiver: passes on, answers in its stead, dawdles, or is away."""

    def __init__(self, authority: Authority) -> None:
        super().__init__(self.settle)
        self.show(authority)
        self.behind: Receiver | None = None
        self.answer: tuple[int, dict[str, str]] | None = None

    def show(self, authority: Authority) -> None:
        """Identify with the certificate of that authority from the next start on."""
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(authority.cert, authority.key)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/events"

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body, _at in self.seen]

    def settle(self, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        return self.answer or (self.passed_on(headers, body), {})

    def passed_on(self, headers: Mapping[str, str], body: bytes) -> int:
        if self.behind is None:
            return 204
        link = http.client.HTTPConnection("127.0.0.1", self.behind.port, timeout=10)
        link.request("POST", "/", body, _plain(headers))
        status = link.getresponse().status
        link.close()
        return status


def _plain(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if not name.startswith(":")}


class Agency:
    """An agency with its webhook, its gate and its receiver."""

    def __init__(self, service: Any, gate: Gate, uri: str) -> None:
        self.service, self.gate, self.uri = service, gate, uri
        self.name = f"so-{new_id()[-12:]}"
        self.secret = ""
        self.receiver: Receiver | None = None

    def add(self, events: tuple[str, ...] = (GRANT,)) -> None:
        body = {"name": self.name, "url": self.gate.url, "events": list(events)}
        answer = self.service.request("POST", REST, "admin", json=body)
        assert answer.status_code == 201, answer.text
        self.secret = answer.json()["secret"]

    def listen(self, port: int) -> None:
        self.receiver = self.gate.behind = Receiver("python", self.secret, port)
        until(self.receiver.listens, "the receiver listens", 30)

    def call(self, method: str, what: str = "", **more: Any) -> Any:
        answer = self.service.request(method, f"{REST}/{self.name}{what}", "admin", **more)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def announce(self, count: int = 1, **changes: Any) -> list[str]:
        contract = find(GRANT)
        events: list[CloudEvent] = [example_event(contract, **changes) for _ in range(count)]
        announce(self.uri, *events)
        return [event.id for event in events]

    def announce_as(self, event_type: str, **changes: Any) -> str:
        event = example_event(find(event_type), **changes)
        announce(self.uri, event)
        return event.id

    def state(self) -> dict[str, Any]:
        return dict(self.call("GET"))


@pytest.fixture(scope="session")
def port() -> Callable[[], int]:
    return free_port


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def hooked(
    replica: Any, database: Any, authority: Authority, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The service with a short schedule, shared by the tests of a module."""
    client: MongoClient[Any] = MongoClient(database.mongodb_uri)
    client.drop_database("nscl_notifications")
    client.close()
    running = replica(tmp_path_factory.mktemp("hooked"))
    running.environment |= {**SHORT, "NSCL_WEBHOOK_CA_FILE": str(authority.file)}
    running.start()
    yield running
    running.stop()


@pytest.fixture
def gate(authority: Authority) -> Iterator[Gate]:
    one = Gate(authority)
    one.start()
    yield one
    one.end()


@pytest.fixture
def agency(hooked: Any, gate: Gate, broker: Any, port: Callable[[], int]) -> Iterator[Agency]:
    """An agency that is granted approved applications and has its receiver running."""
    one = Agency(hooked, gate, broker.amqp_uri)
    one.add()
    one.listen(port())
    yield one
    if one.receiver:
        one.receiver.end()
    print(hooked.told())


@pytest.fixture
def run_receiver(
    authority: Authority, port: Callable[[], int]
) -> Iterator[Callable[..., Receiver]]:
    """Return a starter of receivers that speak TLS themselves."""
    started: list[Receiver] = []

    def start(kind: str, secret: str, at: int = 0) -> Receiver:
        tls = ("--cert", str(authority.cert), "--key", str(authority.key))
        started.append(Receiver(kind, secret, at or port(), *tls))
        return started[-1]

    yield start
    for receiver in started:
        receiver.end()
