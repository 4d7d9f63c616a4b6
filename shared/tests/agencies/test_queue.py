"""What waits for an agency: limits, new passwords, the past, and who falls behind."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import amqp
import httpx
import pytest

from nscl_contracts.registration import ApplicationRefused, FirmRegistered
from nscl_contracts.traceability import StampsIssued
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.testing.producer import announce, example_event
from nscl_shared.testing.waiting import until


def firm(number: int, subject: str, **changes):
    return example_event(FirmRegistered, firm_id=subject, sequence=number, **changes)


def fetched(channel: amqp.Channel, queue: str) -> list[dict]:
    found = []
    while message := channel.basic_get(queue, no_ack=True):
        found.append(json.loads(message.body))
    return found


def sequences(events: list[dict], subject: str) -> list[int]:
    return [int(event["sequence"]) for event in events if event["subject"] == subject]


def waits(nscl, name: str, count: int) -> None:
    until(lambda: nscl.data("show", name)["backlog"] == count, f"{count} events", 20)


def test_only_the_newest_wait_and_the_list_says_so(nscl, connect, broker, agency) -> None:
    subject, name = new_id(), agency["name"]
    announce(broker.amqp_uri, *(firm(number, subject) for number in range(1, 5)))
    waits(nscl, name, 4)
    assert nscl.data("show", name)["state"] == "events wait and nobody reads"
    announce(broker.amqp_uri, *(firm(number, subject) for number in range(5, 9)))
    waits(nscl, name, 5)
    shown = nscl.data("show", name)
    assert shown["state"] == "at its limit: the oldest events are dropped"
    assert datetime.fromisoformat(shown["oldest"]) < datetime.now(UTC)
    assert name in nscl("list")
    with connect(agency["uri"]) as connection:
        got = fetched(connection.channel(), agency["queue"])
    assert sequences(got, subject) == [4, 5, 6, 7, 8]


def test_looking_takes_nothing_out_and_keeps_the_order(nscl, connect, broker, agency) -> None:
    subject = new_id()
    announce(broker.amqp_uri, *(firm(number, subject) for number in range(1, 4)))
    waits(nscl, agency["name"], 3)
    nscl("show", agency["name"])
    with connect(agency["uri"]) as connection:
        got = fetched(connection.channel(), agency["queue"])
    assert sequences(got, subject) == [1, 2, 3]


def test_a_new_password_cuts_off_the_old(nscl, connect, agency) -> None:
    connection = connect(agency["uri"])
    connection.channel().basic_consume(agency["queue"])
    until(lambda: nscl.data("show", agency["name"])["consumers"], "the reader", 20)
    assert nscl.data("show", agency["name"])["connections"]
    uri = nscl.data("rotate", agency["name"])["uri"]
    with pytest.raises(amqp.ConnectionForced):
        connection.drain_events(timeout=20)
    connection.collect()
    with pytest.raises(amqp.AccessRefused):
        connect(agency["uri"])
    with connect(uri) as again:
        again.channel().basic_consume(agency["queue"])


def test_removing_asks_and_tells_what_is_lost(nscl, api, connect, broker, agency) -> None:
    name = agency["name"]
    announce(broker.amqp_uri, firm(1, new_id()), firm(1, new_id()))
    waits(nscl, name, 2)
    connection = connect(agency["uri"])
    connection.channel().basic_consume(agency["queue"], callback=lambda _: None)
    connection.drain_events(timeout=20)  # in its hands, not acknowledged
    assert "Remove it?" in nscl("remove", name, code=1)
    assert agency["queue"] in api.queues()
    assert "2 undelivered events are lost" in nscl("remove", name, "--yes")
    assert agency["queue"] not in {*api.queues(), *api.users()}
    with pytest.raises((amqp.ConnectionForced, OSError)):
        until(lambda: connection.drain_events(timeout=20), "the end of the connection", 20)
    connection.collect()
    assert "there is no agency" in nscl("remove", name, "--yes", code=1)


def test_the_past_comes_once_redacted_and_only_what_is_granted(
    nscl, connect, broker, name, database
) -> None:
    subject, before = new_id(), datetime.now(UTC) - timedelta(hours=2)
    past = [
        firm(number, subject, time=before, contact_email="lien.he@vidu.example")
        for number in (1, 2)
    ]
    refused = example_event(ApplicationRefused, application_id=subject, time=before)
    stamps = example_event(StampsIssued, time=before)
    announce(broker.amqp_uri, *past, refused, stamps)
    no_event(broker.amqp_uri)
    made = nscl.data("add", name, "--events", "registration.firm-registered")
    announce(broker.amqp_uri, firm(3, subject, time=datetime.now(UTC) + timedelta(hours=1)))
    assert "events from before" in nscl("backfill", name, "--from", "3h")
    with connect(made["uri"]) as connection:
        channel = connection.channel()
        got = fetched(channel, made["queue"])
        assert sequences(got, subject) == [3, 1, 2]
        assert {event["type"] for event in got} == {FirmRegistered.type}
        assert "lien.he" not in json.dumps(got)
        assert {e["id"] for e in got if e["subject"] == subject} >= {event.id for event in past}
        nscl("backfill", name, "--from", "1h", "--until", "30m")
        assert sequences(fetched(channel, made["queue"]), subject) == []


def no_event(amqp_uri: str) -> None:
    """Put into the history what is no event at all."""
    with closing(ConfirmingPublisher(amqp_uri, heartbeat=0)) as publisher:
        kind = FirmRegistered.type
        bodies = ("{bad", "[]", f'{{"type": "{kind}", "time": "2020-01-01T00:00:00Z", "data": 1}}')
        publisher.publish(Outgoing("registration.events", kind, body) for body in bodies)


def test_a_past_that_does_not_fit_is_refused_whole(nscl, connect, broker, agency) -> None:
    before = datetime.now(UTC) - timedelta(hours=5)
    announce(broker.amqp_uri, *(firm(n, new_id(), time=before) for n in range(1, 4)))
    waits(nscl, agency["name"], 3)
    said = nscl("backfill", agency["name"], "--from", "6h", code=1)
    assert "do not fit: the queue has room for 2" in said
    waits(nscl, agency["name"], 3)


@pytest.mark.parametrize("start", ["", "yesterday"])
def test_a_beginning_nobody_understands_is_explained(nscl, agency, start: str) -> None:
    assert "3d" in nscl("backfill", agency["name"], "--from", start, code=1)


def test_watching_tells_who_falls_behind_and_prometheus_the_limit(nscl, broker, agency) -> None:
    name = agency["name"]
    assert f"{name}:" not in nscl("watch", "--once", code=None)
    announce(broker.amqp_uri, firm(1, new_id()))
    waits(nscl, name, 1)
    assert f"{name}: events wait and nobody reads (1 wait)" in nscl("watch", "--once", code=1)
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "nscl_shared.cli", "agency", "watch", "--metrics", address]
    with subprocess.Popen(command, env=nscl.inherited(), stdout=subprocess.PIPE) as process:
        try:
            line = f'nscl_agency_limit_events{{queue="{agency["queue"]}"}} 5.0'
            until(lambda: line in scraped(address), line, 60)
            said = nscl("watch", "--once", "--metrics", address, code=1)
            assert "cannot listen" in said
        finally:
            process.terminate()


def scraped(address: str) -> str:
    try:
        return httpx.get(f"http://{address}/metrics", trust_env=False).text
    except httpx.HTTPError:
        return ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_servers_out_of_reach_are_explained(nscl, broker, api, name) -> None:
    words, there = ("add", name, "--events", "registration.*"), urlsplit(broker.management_uri)
    nobody = f"127.0.0.1:{free_port()}"
    for changed, said in (
        (
            {"NSCL_RABBITMQ_API": f"http://nscl:wrong@127.0.0.1:{there.port}"},
            "refuses this account",
        ),
        ({"NSCL_RABBITMQ_API": f"http://nscl:x@{nobody}"}, "does not answer"),
        ({"NSCL_RABBITMQ_API": f"http://{nobody}"}, "incomplete"),
        ({"NSCL_RABBITMQ_API": ""}, "NSCL_RABBITMQ_API=https://"),
    ):
        assert said in nscl(*words, code=1, **changed)
    assert f"agency.{name}" not in {*api.queues(), *api.users()}
    nscl(*words)
    away = nscl("list", code=1, NSCL_AMQP_URI=f"amqp://nscl:x@{nobody}/nscl")
    assert "the broker does not answer" in away


def test_nothing_is_done_without_the_audit_log(nscl, api, name) -> None:
    environment = {"NSCL_MONGODB_URI": f"mongodb://127.0.0.1:{free_port()}"}
    said = nscl("add", name, "--events", "registration.*", code=1, **environment)
    assert "audit log does not answer" in said
    assert f"agency.{name}" not in {*api.queues(), *api.users()}
