"""With the account that ``secrets`` makes, ``nscl agency`` works; its alerts see a live queue."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import httpx
import pytest
import yaml
from typer.testing import CliRunner

from nscl_contracts.registration import FirmRegistered
from nscl_shared.cli.main import app
from nscl_shared.deploy.accounts import OPERATOR
from nscl_shared.deploy.secrets import read_environment
from nscl_shared.messaging.announcement import announcement
from nscl_shared.messaging.publisher import ConfirmingPublisher
from nscl_shared.messaging.topology import declare_producer
from nscl_shared.testing.producer import encode, example_event
from nscl_shared.testing.waiting import until

pytestmark = pytest.mark.stack

DROPPED = "rabbitmq_global_messages_dead_lettered_maxlen_total"


@pytest.fixture
def operator(secrets: Path, node, database) -> dict[str, str]:
    given = read_environment(secrets / f"{OPERATOR}.env")
    port = urlsplit(node.management_uri).port
    return {
        "NSCL_AMQP_URI": given["NSCL_AMQP_URI"].replace(
            "broker:5672", f"127.0.0.1:{node.amqp_port}"
        ),
        "NSCL_RABBITMQ_API": given["NSCL_RABBITMQ_API"].replace(
            "broker:15672", f"127.0.0.1:{port}"
        ),
        "NSCL_MONGODB_URI": database.mongodb_uri,
    }


@pytest.fixture
def nscl(operator):
    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["agency", *words], env=operator)
        assert done.exit_code == 0, done.output
        return done.stdout if "--json" in words else done.output

    return run


def announce(node, *events) -> None:
    """Publish with the account of registration."""
    publisher = ConfirmingPublisher(node.addresses["registration"], heartbeat=0)
    declare_producer(publisher.channel, "registration")
    for event in events:
        publisher.publish(announcement("registration", event.type, encode(event), event.id))
    publisher.close()


def test_an_agency_lives_and_the_alerts_see_it(nscl, node, root: Path) -> None:
    announce(node, example_event(FirmRegistered))
    words = ("--events", "registration.*", "--max-events", "2", "--json")
    uri = json.loads(nscl("add", "so-thu", *words))["uri"]
    assert "1 events" in nscl("backfill", "so-thu", "--from", "first")
    announce(node, *(example_event(FirmRegistered) for _ in range(3)))
    jobs = yaml.safe_load((root / "deploy/prometheus/prometheus.yml").read_text())["scrape_configs"]
    until(lambda: gauge(node, jobs, "messages_ready") == 2, "two events", 30)
    assert gauge(node, jobs, "consumers") == 0
    until(lambda: dropped(node, jobs) == 2, "two dropped events", 30)
    connection = amqp.Connection(f"127.0.0.1:{node.amqp_port}", **account(uri))
    connection.connect()
    connection.channel().basic_consume("agency.so-thu", callback=lambda _: None)
    until(lambda: gauge(node, jobs, "consumers") == 1, "the reader", 30)
    assert "are lost" in nscl("remove", "so-thu", "--yes")
    connection.collect()
    until(lambda: gauge(node, jobs, "messages_ready") is None, "the queue to be gone", 30)


def test_the_operator_reads_no_queue_of_a_service(operator, node, connect) -> None:
    with connect("reporting") as owner:
        owner.channel().queue_declare("reporting--probe", durable=True, auto_delete=False)
    uri = operator["NSCL_AMQP_URI"]
    with amqp.Connection(f"127.0.0.1:{node.amqp_port}", **account(uri)) as connection:
        channel = connection.channel()
        with pytest.raises(amqp.AccessRefused):
            channel.basic_get("reporting--probe")


def account(uri: str) -> dict[str, str | None]:
    there = urlsplit(uri)
    return {
        "userid": there.username,
        "password": there.password,
        "virtual_host": there.path.strip("/"),
    }


def page(node, job: dict) -> str:
    address = f"http://127.0.0.1:{node.metrics_port}{job.get('metrics_path', '/metrics')}"
    return httpx.get(address, params=job.get("params", {}), trust_env=False).text


def gauge(node, jobs: list[dict], name: str) -> float | None:
    (job,) = [job for job in jobs if job["job_name"] == "nscl-broker-queues"]
    series = rf'^rabbitmq_detailed_queue_{name}\{{[^}}]*queue="agency\.so-thu"[^}}]*\}} (\S+)$'
    found = re.search(series, page(node, job), re.MULTILINE)
    return float(found[1]) if found else None


def dropped(node, jobs: list[dict]) -> float:
    (job,) = [job for job in jobs if job["job_name"] == "nscl-broker"]
    labels = '{queue_type="rabbit_quorum_queue",dead_letter_strategy="disabled"}'
    found = re.search(rf"^{re.escape(DROPPED + labels)} (\S+)$", page(node, job), re.MULTILINE)
    return float(found[1]) if found else 0.0
