"""With the account it gets, every service becomes ready, and may do nothing to others."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import httpx
import pytest
import yaml

from nscl_shared.deploy.render import Deployment
from nscl_shared.deploy.secrets import FILES, read_environment
from nscl_shared.messaging.topology import LOG_STREAM, events_exchange
from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.erlang import server_script

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/Dockerfile"))
SECONDS = 60


@pytest.fixture(scope="module")
def accounts(broker: Broker, secrets: Path) -> dict[str, str]:
    """Service → its address on the node, which has read the definitions."""
    (node,) = [part for part in broker.parts() if part.name == "broker"]
    rabbitmqctl = server_script().with_name("rabbitmqctl")
    subprocess.run(
        [rabbitmqctl, "import_definitions", secrets / "broker-definitions.json"],
        env={"PATH": os.environ["PATH"], **node.environment},
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    given = {name: read_environment(secrets / f"{name}.env")["NSCL_AMQP_URI"] for name in SERVICES}
    here = f"127.0.0.1:{broker.amqp_port}"
    return {name: uri.replace("broker:5672", here) for name, uri in given.items()}


@dataclass(frozen=True)
class Running:
    """A service started as its container starts it."""

    name: str
    bind: str

    def get(self, path: str) -> httpx.Response:
        return httpx.get(f"http://{self.bind}{path}", timeout=10)


@pytest.fixture(params=SERVICES)
def service(
    request: pytest.FixtureRequest,
    accounts: dict[str, str],
    database: Database,
    deployment: Deployment,
    secrets: Path,
    tmp_path: Path,
) -> Iterator[Running]:
    name = request.param
    bind = f"127.0.0.1:{free_port()}"
    files = {
        file.variable: str(secrets / FILES.get(file.name, file.name))
        for file in deployment.workloads[name].files
    }
    environment = {
        "PATH": os.environ["PATH"],
        "NSCL_BIND": bind,
        "NSCL_PROVINCES_PATH": str(ROOT / "provinces"),
        "NSCL_AMQP_URI": accounts[name],
        "NSCL_MONGODB_URI": database.mongodb_uri,
        **files,
    }
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "nscl_shared.runtime.serve", name],
            env=environment,
            cwd=tmp_path,
            stdout=log,
            stderr=log,
        )
    try:
        running = Running(name, bind)
        until_ready(running, process, tmp_path / "log")
        yield running
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


def test_the_service_is_ready_and_its_probe_and_gauge_say_so(service: Running) -> None:
    probe = subprocess.run(
        [sys.executable, "-m", "nscl_shared.deploy.probe"],
        env={"NSCL_BIND": service.bind, "PATH": os.environ["PATH"]},
        check=False,
        timeout=30,
    )
    assert probe.returncode == 0
    metrics = service.get("/metrics").text
    assert f'nscl_ready{{service="{service.name}"}} 1.0' in metrics
    assert service.get("/health/live").status_code == 200


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
    broker: Broker, accounts: dict[str, str]
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
                f"http://127.0.0.1:{broker.metrics_port}{job.get('metrics_path', '/metrics')}",
                params=job.get("params", {}),
            ).text
            for job in jobs
        )
        channel.queue_delete("reporting--probe.dead")
    assert named
    exposed = set(re.findall(r"^(rabbitmq_\w+)", text, re.MULTILINE))
    assert named <= exposed
    assert re.search(
        r'^rabbitmq_detailed_queue_messages_ready\{[^}]*queue="reporting--probe.dead"', text, re.M
    )


def test_the_log_of_all_events_can_be_kept_by_every_service(accounts: dict[str, str]) -> None:
    for name in SERVICES:
        with connected(accounts[name]) as connection:
            channel = connection.channel()
            channel.exchange_declare(events_exchange(name), "topic", False, True, False)
            arguments = {"x-queue-type": "stream", "x-max-length-bytes": 1_000_000_000}
            channel.queue_declare(LOG_STREAM, durable=True, auto_delete=False, arguments=arguments)
            channel.queue_bind(LOG_STREAM, events_exchange(name), "#")
