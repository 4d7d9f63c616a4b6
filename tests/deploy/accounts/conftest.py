"""A broker with the compose file's configuration, and services with their own accounts."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from nscl_shared.deploy.accounts import OPERATOR
from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.secrets import FILES, read_environment
from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.process import inherited
from nscl_shared.testing.fixtures import running_database, supervised

ROOT = Path(__file__).parents[3]
SECONDS = 60


class ComposeBroker(Broker):
    """A node with the configuration file and the definitions of the compose file."""

    folder: Path

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Service → its address on this node."""
        given = {
            path.stem: read_environment(path)["NSCL_AMQP_URI"]
            for path in sorted(self.folder.glob("*.env"))
            if path.stem != OPERATOR
        }
        here = f"127.0.0.1:{self.amqp_port}"
        return {name: uri.replace("broker:5672", here) for name, uri in given.items()}

    def ready(self) -> bool:
        try:
            connected(self.addresses["identity"]).close()
        except (OSError, amqp.AMQPError):
            return False
        return True

    def _configuration(self) -> str:
        kept = [
            line
            for line in super()._configuration().splitlines(keepends=True)
            if line.startswith(("listeners.", "stream.", "prometheus.", "management."))
        ]
        compose = (ROOT / "deploy/compose/rabbitmq.conf").read_text()
        assert compose.count("/run/secrets/broker-definitions") == 1
        file = self.folder / "broker-definitions.json"
        return "".join(kept) + compose.replace("/run/secrets/broker-definitions", str(file))


@dataclass(frozen=True)
class Running:
    """A service started as its container starts it."""

    name: str
    bind: str

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"http://{self.bind}{path}", timeout=10)

    def post(self, things: str, body: dict[str, object], token: str = "") -> httpx.Response:
        url = f"http://{self.bind}/api/{self.name}/{things}"
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.post(url, json=body, headers=headers, timeout=10)

    def value(self, metric: str, **labels: str) -> float:
        """Return the sum of a metric's samples with these labels."""
        families = text_string_to_metric_families(self.get("/metrics").text)
        samples = (sample for family in families for sample in family.samples)
        return sum(
            sample.value
            for sample in samples
            if sample.name == metric and labels.items() <= sample.labels.items()
        )


@pytest.fixture(scope="session")
def node(secrets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComposeBroker]:
    layout = Layout(tmp_path_factory.mktemp("compose-broker"))
    with owned(layout, base=0) as ports:
        started = ComposeBroker(layout, ports)
        object.__setattr__(started, "folder", secrets)
        with supervised(layout, started.parts()):
            yield started


@pytest.fixture(scope="session")
def accounts(node: ComposeBroker) -> dict[str, str]:
    """Service → its address on the node."""
    return node.addresses


@pytest.fixture(scope="session")
def connect(accounts: dict[str, str]) -> Callable[[str], amqp.Connection]:
    """Return a connection with the account of a service."""
    return lambda name: connected(accounts[name])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A server of their own: what others stored is sealed with another installation's keys."""
    with running_database(tmp_path_factory.mktemp("compose-database")) as server:
        yield server


@pytest.fixture(scope="module")
def services(
    accounts: dict[str, str],
    database: Database,
    deployment: Deployment,
    secrets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Running]]:
    """All services, started together."""
    folder = tmp_path_factory.mktemp("services")
    running = {name: Running(name, f"127.0.0.1:{free_port()}") for name in accounts}
    processes = {}
    try:
        for name, each in running.items():
            files = deployment.workloads[name].files
            environment = {
                "NSCL_BIND": each.bind,
                "NSCL_PROVINCES_PATH": str(ROOT / "provinces"),
                "NSCL_AMQP_URI": accounts[name],
                "NSCL_MONGODB_URI": database.mongodb_uri,
                **{f.variable: str(secrets / FILES.get(f.name, f.name)) for f in files},
            }
            processes[name] = started(name, environment, folder)
        for name, each in running.items():
            until_ready(each, processes[name], folder / f"{name}.log")
        yield running
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            process.wait(SECONDS)


def started(name: str, environment: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "nscl_shared.runtime.serve", name],
            env=inherited(environment),
            cwd=folder,
            stdout=log,
            stderr=log,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_ready(running: Running, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    said = ""
    while process.poll() is None and time.monotonic() < deadline:
        try:
            answer = running.get("/health/ready")
            if answer.status_code == 200:
                return
            said = answer.text
        except httpx.HTTPError as error:
            said = str(error)
        time.sleep(0.1)
    pytest.fail(f"{running.name} is not ready: {said}\n{log.read_text()[-3000:]}")


def connected(uri: str) -> amqp.Connection:
    address = urlsplit(uri)
    connection = amqp.Connection(
        f"{address.hostname}:{address.port}",
        userid=address.username,
        password=address.password,
        virtual_host=address.path.strip("/"),
    )
    connection.connect()
    return connection
