"""A service process with the dead-letter pages, people to look at them, letters to look at."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from probe import QUEUE, eventually, outgoing
from probe_domain import SERVICE, open_database

from nscl_contracts import CloudEvent, encode
from nscl_contracts.registration import FirmRegistered
from nscl_shared.auth import Principal, TokenSigner, read_signing_key
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import LOOPBACK, PortBook
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.runtime.services import answers
from nscl_shared.runtime.supervisor import Supervisor
from nscl_shared.web.session import COOKIE

HERE = Path(__file__).parent
PAGE = f"/{SERVICE}/_dead-letters"
API = f"/api/{SERVICE}/dead-letters"
CSRF = "csrf-secret"
MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)
HTML = "text/html,application/xhtml+xml"


@dataclass(frozen=True)
class Desk:
    """The running service: where it is, who may sign in, the file that mends its fault."""

    url: str
    signer: TokenSigner
    mended: Path

    def token(self, role: str) -> str:
        about = {"subject": f"account-{role}", "username": f"{role}-1", "csrf": CSRF}
        return self.signer.issue(Principal(role=role, **about))

    def browser(self, role: str, language: str = "en") -> httpx.Client:
        cookie = f"{COOKIE}={self.token(role)}"
        headers = {"Cookie": cookie, "Accept": HTML, "Accept-Language": language}
        return self._client(headers)

    def program(self, role: str) -> httpx.Client:
        bearer = f"Bearer {self.token(role)}"
        return self._client({"Authorization": bearer, "Accept-Language": "en"})

    def _client(self, headers: dict[str, str]) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=headers, timeout=60, trust_env=False)

    def post(self, path: str, role: str = "admin", **fields: Any) -> httpx.Response:
        with self.browser(role) as browser:
            return browser.post(path, data={"csrf_token": CSRF, **fields})

    def get(self, path: str, role: str = "admin", language: str = "en") -> httpx.Response:
        with self.browser(role, language) as browser:
            return browser.get(path)


@contextmanager
def serving(folder: Path, amqp_uri: str, mongodb_uri: str, form: str) -> Iterator[Desk]:
    """Run the service inside the block."""
    layout = Layout(folder).create()
    ports = PortBook(layout.run / "ports.json", base=0)
    port = ports.choose("pages", 0)
    secrets = Secrets(layout.secrets)
    mended = folder / "mended"
    environment = {
        "NSCL_BIND": f"{LOOPBACK}:{port}",
        "NSCL_JWKS_FILE": str(secrets.jwks_file),
        "NSCL_PROVINCE": "lang-son",
        "NSCL_AMQP_URI": amqp_uri,
        "NSCL_MONGODB_URI": mongodb_uri,
        "NSCL_RETRY_LADDER_MS": "100",
        "NSCL_PROBE_MENDED": str(mended),
        "PYTHONPATH": f"{HERE}:{HERE.parent}",
        "PYTHONWARNINGS": "ignore",
        "EVENTLET_NO_GREENDNS": "yes",
    }
    part = Part(
        name="pages",
        command=(sys.executable, "-m", "page_probe", form),
        log=layout.log_of("pages"),
        environment=environment,
        ready=lambda: answers(port, "/health/live"),
        port=port,
    )
    supervisor = Supervisor(layout, [part], {})
    supervisor.start()
    try:
        supervisor.wait_ready()
        signer = TokenSigner(read_signing_key(secrets.signing_key_file))
        yield Desk(f"http://{LOOPBACK}:{port}", signer, mended)
    finally:
        supervisor.stop()
        ports.release()


@pytest.fixture(scope="module")
def hearing(broker, database, tmp_path_factory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("pages")
    with serving(folder, broker.amqp_uri, database.mongodb_uri, "Hearing") as desk:
        yield desk


@pytest.fixture
def desk(hearing: Desk, publisher: ConfirmingPublisher, database) -> Desk:
    """The service with one subscription, without letters, its fault not mended."""
    hearing.mended.unlink(missing_ok=True)
    open_database(database.mongodb_uri)
    heard = publisher.channel.queue_declare
    eventually(lambda: heard(QUEUE, passive=True).consumer_count)
    return hearing


def firm(number: int, **changes: Any) -> CloudEvent:
    """A unit that was registered, with a contact person."""
    contact = {"contact_name": "Nguyễn Thị Riêng", "contact_email": "rieng@vidu.example"}
    data = {**FirmRegistered.example, **contact, "firm_id": f"firm-{number}", **changes}
    return CloudEvent(
        id=new_id(),
        source="/province/lang-son/registration",
        type=FirmRegistered.type,
        subject=data["firm_id"],
        time=MORNING + timedelta(minutes=number),
        sequence=1,
        data=FirmRegistered().load(data),
        correlationid=f"correlation-{number}",
    )


def letter(number: int, reason: str = "RuntimeError: x", stack: str = "0123456789ab") -> Outgoing:
    """A message as it lies in the dead-letter queue."""
    headers = {
        "x-nscl-attempt": 5,
        "x-nscl-reason": reason,
        "x-nscl-code": "unexpected",
        "x-nscl-stack-digest": stack,
    }
    properties = {"content_type": "application/cloudevents+json", "application_headers": headers}
    return Outgoing("", f"{QUEUE}.dead", encode(firm(number)), properties)


Put = Callable[..., list[str]]


@pytest.fixture
def put(publisher: ConfirmingPublisher) -> Put:
    """Put ``count`` letters of one cause into the box; return their ids."""

    def put(count: int, first: int = 0, **about: str) -> list[str]:
        letters = [letter(first + number, **about) for number in range(count)]
        publisher.publish(letters)
        return [json.loads(one.body)["id"] for one in letters]

    return put


@pytest.fixture
def die(desk: Desk, publisher: ConfirmingPublisher) -> Callable[[int], None]:
    """Let the service fail on ``count`` events until they are dead."""

    def die(count: int) -> None:
        bodies = [encode(firm(number)) for number in range(count)]
        publisher.publish([outgoing(body) for body in bodies])
        dead = f"{QUEUE}.dead"
        depth = publisher.channel.queue_declare
        eventually(lambda: depth(dead, passive=True).message_count == count)

    return die
