"""An account may do what its service needs, and nothing to others."""

from __future__ import annotations

import re
from pathlib import Path

import amqp
import httpx
import pytest
import yaml

from nscl_shared.messaging.topology import (
    declare_producer,
    declare_retry,
    declare_subscription,
    events_exchange,
    partner_exchange,
)

pytestmark = pytest.mark.stack


def declared(channel: amqp.Channel, queue: str) -> None:
    channel.queue_declare(queue, durable=True, auto_delete=False)


def test_a_service_may_declare_all_it_needs(connect, deployment) -> None:
    for name, workload in deployment.workloads.items():
        with connect(name) as connection:
            channel = connection.channel()
            declare_producer(channel, name)
            declare_retry(channel, name, [1_000])
            declare_subscription(channel, f"{name}--rights", workload.manifest.subscribes)
            channel.queue_delete(f"{name}--rights")
            channel.queue_delete(f"{name}--rights.dead")


def test_only_notifications_may_hand_on_what_partners_see(connect, accounts) -> None:
    for producer in accounts:
        with connect(producer) as owner:
            declare_producer(owner.channel(), producer)
        for name in {"notifications", "traceability"} - {producer}:
            with connect(name) as reader:
                channel = reader.channel()
                queue = channel.queue_declare(f"{name}--webhook.probe", durable=True).queue
                try:
                    channel.queue_bind(queue, partner_exchange(producer), "#")
                    allowed = True
                except amqp.AccessRefused:
                    allowed = False
                assert allowed == (name == "notifications"), (name, producer)
            with connect(name) as owner:
                owner.channel().queue_delete(f"{name}--webhook.probe")


def test_a_service_may_not_publish_for_another(connect, accounts: dict[str, str]) -> None:
    names = sorted(accounts)
    for name, other in zip(names, names[1:] + names[:1], strict=True):
        with connect(other) as owner:
            declare_producer(owner.channel(), other)
        with connect(name) as forger:
            channel = forger.channel()
            channel.confirm_select()
            with pytest.raises(amqp.AccessRefused):
                channel.basic_publish_confirm(
                    amqp.Message("{}"), events_exchange(other), f"vn.nscl.{other}.thing.v1"
                )


@pytest.mark.parametrize(
    "work",
    [
        lambda channel: channel.basic_get("reporting--probe"),
        lambda channel: channel.queue_delete("reporting--probe"),
        lambda channel: channel.queue_purge("reporting--probe"),
        lambda channel: declared(channel, "traceability--new"),
    ],
    ids=["read", "delete", "purge", "declare"],
)
def test_a_service_may_not_touch_the_queues_of_another(connect, work) -> None:
    with connect("reporting") as owner, connect("notifications") as thief:
        declared(owner.channel(), "reporting--probe")
        with pytest.raises(amqp.AccessRefused):
            work(thief.channel())
        owner.channel().queue_delete("reporting--probe")


def test_there_is_no_account_of_the_broker_itself(node) -> None:
    for user, password in (("guest", "guest"), ("identity", "wrong"), ("nscl", "nscl")):
        address = f"127.0.0.1:{node.amqp_port}"
        with pytest.raises(amqp.AccessRefused):
            amqp.Connection(address, userid=user, password=password, virtual_host="nscl").connect()


def test_the_rules_read_only_what_the_broker_exposes(connect, node, root: Path) -> None:
    rules = (root / "deploy/prometheus/rules/nscl.yml").read_text()
    configuration = yaml.safe_load((root / "deploy/prometheus/prometheus.yml").read_text())
    jobs = [job for job in configuration["scrape_configs"] if "broker" in job["job_name"]]
    with connect("reporting") as owner:
        declared(owner.channel(), "reporting--probe.dead")
        text = "".join(scraped(node.metrics_port, job) for job in jobs)
        owner.channel().queue_delete("reporting--probe.dead")
    named = set(re.findall(r"\brabbitmq_\w+", rules))
    assert len(named) >= 3
    assert named <= set(re.findall(r"^(rabbitmq_\w+)", text, re.MULTILINE))
    depth = r'^rabbitmq_detailed_queue_messages_ready\{[^}]*queue="reporting--probe\.dead"'
    assert re.search(depth, text, re.MULTILINE)


def scraped(port: int, job: dict[str, object]) -> str:
    """Return what Prometheus gets for a job."""
    path = job.get("metrics_path", "/metrics")
    return httpx.get(f"http://127.0.0.1:{port}{path}", params=job.get("params", {})).text
