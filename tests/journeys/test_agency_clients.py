"""The two example clients as another agency's programs, against a real service and broker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import amqp
import httpx
import pytest
from typer.testing import CliRunner

from nscl_contracts.registration import FirmRegistered
from nscl_shared.cli.main import app
from nscl_shared.runtime.process import require_program
from nscl_shared.testing.node import installed
from nscl_shared.testing.producer import announce, example_event
from nscl_shared.testing.stack import Stack
from nscl_shared.testing.waiting import until

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
API = "/api/registration"
CONTACT = {
    "contact_name": "Hoàng Thị Kín",
    "contact_email": "rieng.tu@vidu.example",
    "contact_phone": "0912345678",
}
FIRM = {"name": "HTX Ví dụ", "org_type": "HTX", "products": [{"name": "Na Chi Lăng"}], **CONTACT}
PLAN = {
    "kind": "yearly_plan",
    "number": "73/KH-UBND",
    "signed_on": "2022-04-04",
    "issuer": "UBND tỉnh Lạng Sơn",
    "title": "Kế hoạch năm 2022",
    "period_from": 2022,
    "period_to": 2022,
}
STEPS: dict[str, dict[str, Any]] = {
    "submit": {"submitted_on": "2022-05-10", "commitment": True},
    "receive": {},
    "appraise": {},
    "refuse": {"reason": "Ngoài tỉnh", "decided_on": "2022-05-20"},
}
GRANT = "registration.firm-registered,registration.application-*"
GRANTED = {"firm-registered", "application-submitted", "application-refused"}


@dataclass
class Client:
    """One of the example programs with its own account and file."""

    command: list[str]
    uri: str
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def events(self) -> list[dict[str, Any]]:
        """What it has done."""
        file = self.folder / "events.jsonl"
        lines = file.read_text().split("\n")[:-1] if file.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def said(self) -> str:
        """What it printed."""
        return (self.folder / "output").read_text()

    def start(self) -> None:
        environment = {
            "NSCL_AGENCY_URI": self.uri,
            "NSCL_AGENCY_SCHEMAS": str(ROOT / "contracts/schemas/partner"),
        }
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(
                [require_program("setpriv", "util-linux"), "--pdeathsig", "KILL", *self.command],
                cwd=self.folder,
                env=os.environ | environment,
                stdout=output,
                stderr=output,
            )

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def subjects(self, subject: str) -> list[int]:
        """Return the sequences it has of one aggregate."""
        return [int(event["sequence"]) for event in self.events if event["subject"] == subject]


@pytest.fixture(scope="module")
def stack(tmp_path_factory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("agencies") / "home", ["registration"]) as running:
        yield running


@pytest.fixture(scope="module")
def web(stack) -> Iterator[httpx.Client]:
    with stack.client() as client:
        yield client


@pytest.fixture(scope="module")
def project(web) -> str:
    plan = posted(web, "plans", PLAN)["id"]
    body = {"code": "P1", "year": 2022, "topic": "Chứng nhận", "plan_id": plan}
    return str(posted(web, "projects", body)["id"])


@pytest.fixture(scope="module")
def programs(tmp_path_factory) -> dict[str, list[str]]:
    """Both programs as a developer installs them, with the pinned versions."""
    node = installed(EXAMPLES / "agency-client-node", tmp_path_factory.mktemp("node"))
    return {
        "python": [sys.executable, str(EXAMPLES / "agency-client-python/client.py")],
        "node": [require_program("node", "nodejs"), str(node / "client.js")],
    }


@pytest.fixture(scope="module")
def clients(stack, programs, tmp_path_factory) -> Iterator[dict[str, Client]]:
    made = {
        name: Client(
            command,
            nscl(stack, "add", f"so-{name}", "--events", GRANT, "--json")["uri"],
            tmp_path_factory.mktemp(name),
        )
        for name, command in programs.items()
    }
    for client in made.values():
        client.start()
    yield made
    for client in made.values():
        client.kill()


def nscl(stack: Stack, *words: str) -> Any:
    environment = {"NSCL_HOME": str(stack.layout.home)}
    done = CliRunner().invoke(app, ["agency", *words], env=environment)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout) if "--json" in words else done.output


def posted(web: httpx.Client, things: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = web.post(f"{API}/{things}", json=body)
    assert answer.is_success, answer.text
    return dict(answer.json())


def all_have(clients: dict[str, Client], subject: str, sequences: list[int]) -> None:
    for name, client in clients.items():
        until(
            lambda client=client: client.subjects(subject) == sequences,
            f"{sequences} at {name}; it said {client.said}",
            60,
        )


def test_both_get_what_is_granted_in_order_valid_and_without_personal_data(
    web, project, clients
) -> None:
    firm = posted(web, "firms", FIRM)
    application = {
        "firm_id": firm["id"],
        "project_id": project,
        "supports": [{"item_code": "HT-01"}],
        "estimated_cost_vnd": 80_000_000,
    }
    made = posted(web, "applications", application)["id"]
    for step, body in STEPS.items():
        posted(web, f"applications/{made}/{step}", body)
    after = posted(web, "firms", FIRM)
    for client in clients.values():
        until(lambda client=client: client.subjects(after["id"]), client.said, 60)
        assert {event["type"].split(".")[3] for event in client.events} == GRANTED
        assert client.subjects(made) == sorted(set(client.subjects(made)))
        assert len(client.subjects(made)) == 2
        assert not (client.folder / "events.jsonl.refused").exists()
        received = (client.folder / "events.jsonl").read_bytes()
        assert firm["id"].encode() in received
        assert not [secret for secret in CONTACT.values() if secret.encode() in received]
        until(lambda client=client: client.said.count("\n") == len(client.events), "all said", 30)


def test_a_repeated_event_has_no_second_effect_and_what_is_no_event_is_set_aside(
    stack, clients
) -> None:
    event = example_event(FirmRegistered, firm_id="repeated")
    for client in clients.values():
        to_queue(stack, client, b"{bad", b'{"type": "vn.nscl.unheard.of.v1", "data": {}}')
    announce(stack.amqp_uri, event, event, example_event(FirmRegistered, firm_id="last"))
    all_have(clients, "last", [1])
    all_have(clients, "repeated", [1])
    for client in clients.values():
        refused = (client.folder / "events.jsonl.refused").read_text()
        assert refused.count("\n") == 2


def to_queue(stack: Stack, client: Client, *bodies: bytes) -> None:
    there = urlsplit(stack.amqp_uri)
    with amqp.Connection(
        f"{there.hostname}:{there.port}",
        userid=there.username,
        password=there.password,
        virtual_host=there.path.strip("/"),
    ) as connection:
        for body in bodies:
            connection.channel().basic_publish(
                amqp.Message(body), "", str(urlsplit(client.uri).username)
            )


def test_killed_clients_and_a_killed_broker_lose_nothing(stack, clients) -> None:
    numbers = list(range(1, 301))
    events = [example_event(FirmRegistered, firm_id="many", sequence=n) for n in numbers]
    announce(stack.amqp_uri, *events[:200])
    for client in clients.values():
        client.kill()
    stack.kill_and_wait("broker")
    for client in clients.values():
        client.start()
    announce(stack.amqp_uri, *events[200:250])
    stack.kill_and_wait("broker")
    announce(stack.amqp_uri, *events[250:])
    for client in clients.values():
        until(
            lambda client=client: sorted(client.subjects("many")) == numbers,
            f"all of many; {client.said[-2000:]}",
            60,
        )
    assert all("connecting again" in client.said for client in clients.values())


def test_a_late_agency_gets_the_past_once(stack, programs, clients, tmp_path) -> None:
    late = nscl(stack, "add", "so-muon", "--events", "registration.firm-registered", "--json")
    assert "events from before" in nscl(stack, "backfill", "so-muon", "--from", "first")
    client = Client(programs["python"], late["uri"], tmp_path)
    known = {e["id"] for e in clients["node"].events if e["type"] == FirmRegistered.type}
    client.start()
    try:
        until(lambda: {e["id"] for e in client.events} >= known, client.said, 30)
        assert len({e["id"] for e in client.events}) == len(client.events)
        content = (tmp_path / "events.jsonl").read_bytes()
        assert not [secret for secret in CONTACT.values() if secret.encode() in content]
    finally:
        client.kill()


def test_a_new_password_ends_the_client_that_has_the_old(stack, clients) -> None:
    for name, client in clients.items():
        assert client.process is not None
        new = nscl(stack, "rotate", f"so-{name}", "--json")["uri"]
        assert client.process.wait(30) != 0
        assert "refused" in client.said.lower()
        client.uri = new
        client.start()
    announce(stack.amqp_uri, example_event(FirmRegistered, firm_id="after-rotation"))
    all_have(clients, "after-rotation", [1])


def test_the_clients_are_short_and_hold_no_code_of_ours() -> None:
    for path in (*EXAMPLES.glob("agency-client-*/client.*"),):
        text = path.read_text()
        assert len(text.splitlines()) <= 65
        assert "nscl_" not in text.replace("nscl_agency", "")
    lock = json.loads((EXAMPLES / "agency-client-node/package-lock.json").read_text())
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in p for name, p in lock["packages"].items() if name)
