"""The probe as a real process, and clients to talk to it."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from nscl_shared.auth import Principal, TokenSigner, read_signing_key
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.runtime.services import answers
from nscl_shared.runtime.supervisor import Supervisor
from nscl_shared.web.session import COOKIE

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True)
class Probe:
    """A running probe: where it is, what it logs, who may sign in."""

    port: int
    log: Path
    signer: TokenSigner
    pid: int
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def token(self, role: str, **about: Any) -> str:
        """Return a token of somebody with ``role``."""
        about = {"subject": f"account-{role}", "username": role, "csrf": "csrf-secret", **about}
        return self.signer.issue(Principal(role=role, **about))

    def client(self, **headers: str) -> httpx.Client:
        """Return a client that keeps no cookies of its own accord and sends ``headers``."""
        return httpx.Client(base_url=self.url, headers=headers, timeout=20, trust_env=False)

    def bearer(self, role: str, language: str = "en") -> httpx.Client:
        """Return a program that acts for somebody with ``role``."""
        token = f"Bearer {self.token(role)}"
        return self.client(**{"Authorization": token, "Accept-Language": language})

    def browser(self, role: str = "", language: str = "en", **headers: str) -> httpx.Client:
        """Return a browser, signed in as ``role`` or anonymous."""
        cookie = {"Cookie": f"{COOKIE}={self.token(role)}"} if role else {}
        plain = {"Accept": BROWSER, "Accept-Language": language}
        return self.client(**plain, **cookie, **headers)

    @contextmanager
    def socket(self) -> Iterator[socket.socket]:
        """Open a bare connection."""
        with closing(socket.create_connection((LOOPBACK, self.port), timeout=20)) as connection:
            yield connection

    def raw(self, request: bytes) -> bytes:
        """Send bytes and return everything that comes until the connection ends."""
        with self.socket() as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def logged(self, correlation_id: str) -> list[dict[str, Any]]:
        """Return the log entries about one request."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        entries = [json.loads(line) for line in lines if line.startswith("{")]
        return [entry for entry in entries if entry.get("correlationid") == correlation_id]


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[Probe]:
    """Run the probe inside the block."""
    layout = Layout(folder).create()
    ports = PortBook(layout.run / "ports.json", base=0)
    port = ports.choose("probe", 0)
    secrets = Secrets(layout.secrets)
    settings = {
        "NSCL_BIND": f"{LOOPBACK}:{port}",
        "NSCL_JWKS_FILE": str(secrets.jwks_file),
        "NSCL_PROVINCE": "lang-son",
        "PYTHONPATH": str(HERE),
        "PYTHONWARNINGS": "ignore",
        "EVENTLET_NO_GREENDNS": "yes",
        **environment,
    }
    part = Part(
        name="probe",
        command=(sys.executable, "-m", "web_probe", "Probe"),
        log=layout.log_of("probe"),
        environment=settings,
        ready=lambda: answers(port, "/probe/open"),
        port=port,
    )
    supervisor = Supervisor(layout, [part], {})
    supervisor.start()
    try:
        supervisor.wait_ready()
        pid = supervisor.slots[0].report().pid or 0
        signer = TokenSigner(read_signing_key(secrets.signing_key_file))
        yield Probe(port, part.log, signer, pid, os.environ | settings)
    finally:
        supervisor.stop()
        ports.release()


@pytest.fixture(scope="session")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probe]:
    """The probe as on one machine: plain HTTP, every service of the province."""
    with serving(tmp_path_factory.mktemp("probe")) as running:
        yield running


@pytest.fixture(scope="session")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probe]:
    """The probe behind TLS in a province without the identity service."""
    own = {"NSCL_PUBLIC_URL": "https://nscl.example.vn", "NSCL_SERVICES": "reporting"}
    with serving(tmp_path_factory.mktemp("probe-tls"), **own) as running:
        yield running
