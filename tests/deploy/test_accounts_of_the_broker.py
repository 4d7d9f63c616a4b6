"""With the account it gets, every service becomes ready, and may do nothing to others."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.secrets import FILES, read_environment
from nscl_shared.messaging.topology import LOG_STREAM, events_exchange
from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.process import inherited
from nscl_shared.testing.fixtures import supervised

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/Dockerfile"))
SECONDS = 60


class ComposeBroker(Broker):
    """A node with the configuration file and the definitions of the compose file."""

    folder: Path

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Service → its address on this node."""
        given = {
            name: read_environment(self.folder / f"{name}.env")["NSCL_AMQP_URI"]
            for name in SERVICES
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
            if line.startswith(("listeners.", "stream.", "prometheus."))
        ]
        compose = (ROOT / "deploy/compose/rabbitmq.conf").read_text()
        assert compose.count("/run/secrets/broker-definitions") == 1
        file = self.folder / "broker-definitions.json"
        return "".join(kept) + compose.replace("/run/secrets/broker-definitions", str(file))


@pytest.fixture(scope="module")
def node(secrets: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComposeBroker]:
    layout = Layout(tmp_path_factory.mktemp("compose-broker"))
    with owned(layout, base=0) as ports:
        started = ComposeBroker(layout, ports)
        object.__setattr__(started, "folder", secrets)
        with supervised(layout, started.parts()):
            yield started


@pytest.fixture(scope="module")
def accounts(node: ComposeBroker) -> dict[str, str]:
    """Service → its address on the node."""
    return node.addresses


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


@pytest.fixture(scope="module")
def services(
    accounts: dict[str, str],
    database: Database,
    deployment: Deployment,
    secrets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Running]]:
    """All services, started together as their containers start them."""
    folder = tmp_path_factory.mktemp("services")
    started = {name: Running(name, f"127.0.0.1:{free_port()}") for name in SERVICES}
    with ExitStack() as stack:
        processes = {}
        for name, each in started.items():
            files = deployment.workloads[name].files
            environment = {
                "NSCL_BIND": each.bind,
                "NSCL_PROVINCES_PATH": str(ROOT / "provinces"),
                "NSCL_AMQP_URI": accounts[name],
                "NSCL_MONGODB_URI": database.mongodb_uri,
                **{f.variable: str(secrets / FILES.get(f.name, f.name)) for f in files},
            }
            processes[name] = stack.enter_context(serving(name, environment, folder))
        for name, each in started.items():
            until_ready(each, processes[name], folder / f"{name}.log")
        yield started


@contextmanager
def serving(
    name: str, environment: dict[str, str], folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a service inside the block, its output in ``<folder>/<name>.log``."""
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "nscl_shared.runtime.serve", name],
            env=inherited(environment),
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(SECONDS)


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


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_is_ready_and_its_probe_and_gauge_say_so(
    services: dict[str, Running], name: str
) -> None:
    service = services[name]
    probe = subprocess.run(
        [sys.executable, "-m", "nscl_shared.deploy.probe"],
        env=inherited({"NSCL_BIND": service.bind}),
        check=False,
        timeout=30,
    )
    assert probe.returncode == 0
    assert service.value("nscl_ready", service=name) == 1
    assert service.get("/health/live").status_code == 200


def test_an_event_passes_from_service_to_service(
    services: dict[str, Running], secrets: Path
) -> None:
    password = (secrets / "admin-password").read_text()
    login = services["identity"].post("tokens", {"username": "admin", "password": password})
    firm = {"name": "HTX Ví dụ", "org_type": "HTX", "products": [{"name": "Na Chi Lăng"}]}
    made = services["registration"].post("firms", firm, login.json()["access_token"])
    assert made.status_code == 201, made.text
    receiver = services["certification"]
    deadline = time.monotonic() + SECONDS
    while not receiver.value("nscl_subscription_events_total", outcome="handled"):
        assert time.monotonic() < deadline, "the event did not arrive"
        time.sleep(0.1)
    sent = services["registration"].value("nscl_relay_published_total", service="registration")
    assert sent >= 1


def test_a_service_may_not_publish_for_another(accounts: dict[str, str]) -> None:
    for name, other in zip(SERVICES, SERVICES[1:] + SERVICES[:1], strict=True):
        with connected(accounts[other]) as connection:
            exchange = events_exchange(other)
            connection.channel().exchange_declare(exchange, "topic", True, True, False)
        with connected(accounts[name]) as connection:
            channel = connection.channel()
            channel.confirm_select()
            with pytest.raises(amqp.AccessRefused):
                channel.basic_publish_confirm(
                    amqp.Message("{}"), events_exchange(other), f"vn.nscl.{other}.thing.v1"
                )


def test_a_service_may_not_take_or_delete_what_is_anothers(accounts: dict[str, str]) -> None:
    with connected(accounts["reporting"]) as owner:
        owner.channel().queue_declare("reporting--probe", durable=True, auto_delete=False)
    for work in (
        lambda channel: channel.basic_get("reporting--probe"),
        lambda channel: channel.queue_delete("reporting--probe"),
        lambda channel: channel.queue_purge("reporting--probe"),
        lambda channel: channel.queue_delete("traceability--probe"),
    ):
        with connected(accounts["notifications"]) as thief, pytest.raises(amqp.AccessRefused):
            work(thief.channel())
    with connected(accounts["reporting"]) as owner:
        owner.channel().queue_delete("reporting--probe")


def test_a_wrong_password_is_refused(accounts: dict[str, str]) -> None:
    uri = re.sub(r":[^:@]+@", ":wrong-password@", accounts["identity"])
    with pytest.raises(amqp.AccessRefused):
        connected(uri)


def test_the_rules_read_only_what_the_broker_exposes(
    node: ComposeBroker, accounts: dict[str, str]
) -> None:
    rules = (ROOT / "deploy/prometheus/rules/nscl.yml").read_text()
    named = set(re.findall(r"\brabbitmq_\w+", rules))
    configuration = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    jobs = [job for job in configuration["scrape_configs"] if "broker" in job["job_name"]]
    with connected(accounts["reporting"]) as owner:
        channel = owner.channel()
        channel.queue_declare("reporting--probe.dead", durable=True, auto_delete=False)
        text = "".join(
            httpx.get(
                f"http://127.0.0.1:{node.metrics_port}{job.get('metrics_path', '/metrics')}",
                params=job.get("params", {}),
            ).text
            for job in jobs
        )
        channel.queue_delete("reporting--probe.dead")
    assert named
    exposed = set(re.findall(r"^(rabbitmq_\w+)", text, re.MULTILINE))
    assert named <= exposed
    assert re.search(
        r'^rabbitmq_detailed_queue_messages_ready\{[^}]*queue="reporting--probe.dead"',
        text,
        re.MULTILINE,
    )


def test_the_log_of_all_events_can_be_kept_by_every_service(accounts: dict[str, str]) -> None:
    for name in SERVICES:
        with connected(accounts[name]) as connection:
            channel = connection.channel()
            channel.exchange_declare(events_exchange(name), "topic", False, True, False)
            arguments = {"x-queue-type": "stream", "x-max-length-bytes": 1_000_000_000}
            channel.queue_declare(LOG_STREAM, durable=True, auto_delete=False, arguments=arguments)
            channel.queue_bind(LOG_STREAM, events_exchange(name), "#")
