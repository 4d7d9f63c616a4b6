"""What ``nscl agency add`` makes, refuses and finishes, and what the account may do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import httpx
import mongoengine
import pytest

from nscl_contracts.registration import FirmRegistered
from nscl_contracts.traceability import StampsIssued
from nscl_shared.agencies.journal import DATABASE
from nscl_shared.audit import AuditLog
from nscl_shared.persistence import connect as connect_database
from nscl_shared.testing.producer import announce, example_event

# nothing, then after the queue, its exchange, its binding, and just before the permission
BREAKS = (0, 1, 2, 3, 6)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("So Công", "--events", "registration.*"), "cannot be the name of an agency"),
        (("a--b", "--events", "registration.*"), "cannot be the name of an agency"),
        (("a" * 41, "--events", "registration.*"), "cannot be the name of an agency"),
        (("so-a", "--events", "registration.nothing"), "covers no known event"),
        (("so-a", "--events", "registration.*", "--max-events", "0"), "--max-events 0"),
        (("so-a", "--events", "registration.*", "--max-age", "1 month"), "--max-age"),
        (("so-a", "--events", "registration.*", "--max-age", "400d"), "--max-age"),
        (("so-a", "--events", "registration.*", "--server", "http://x"), "--server"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_made(nscl, api, words, said) -> None:
    before = (api.users(), set(api.queues()))
    assert said in nscl("add", *words, code=1)
    assert (api.users(), set(api.queues())) == before


def test_an_agency_gets_its_queue_and_nothing_else(nscl, api, agency) -> None:
    queue = agency["queue"]
    assert queue == f"agency.{agency['name']}"
    assert api.queues()[queue] == {
        "x-queue-type": "quorum",
        "x-max-length": 5,
        "x-message-ttl": 30 * 86_400_000,
        "x-overflow": "drop-head",
    }
    bound = [binding for binding in api.bindings() if binding[0] == queue]
    assert bound == [(queue, "registration.partner", "vn.nscl.registration.#")]
    rights = api.permissions()[queue]
    assert (rights["configure"], rights["write"]) == ("^$", "^$")
    assert rights["read"] == "^" + queue.replace(".", r"\.").replace("-", r"\-") + "$"


def test_an_existing_agency_is_refused_and_keeps_its_password(nscl, connect, agency) -> None:
    said = nscl("add", agency["name"], "--events", "traceability.*", code=1)
    assert "already" in said
    connect(agency["uri"]).close()
    assert nscl.data("show", agency["name"])["patterns"] == ["vn.nscl.registration.#"]


@pytest.mark.parametrize("passed", BREAKS)
def test_an_add_that_broke_off_anywhere_is_finished_by_another(
    nscl, api, connect, broker, name, passed: int
) -> None:
    words = ("add", name, "--events", "registration.*")
    with cut_after(broker.management_uri, passed) as address:
        said = nscl(*words, code=1, NSCL_RABBITMQ_API=address)
    assert "does not answer" in said
    queue = f"agency.{name}"
    if passed:
        assert "half made" in json.dumps(nscl.data("list"))
        assert "half made" in nscl("rotate", name, code=1)
        assert "half made" in nscl("backfill", name, "--from", "first", code=1)
    said = nscl(*words)
    assert ("an add that broke off had left its queue" in said) == (passed > 0)
    assert ("queue and user" in said) == (passed > 3)
    uri = next(line for line in said.splitlines() if line.startswith("amqp://"))
    with connect(uri) as connection:
        assert connection.channel().queue_declare(queue, passive=True).message_count == 0
    assert nscl.data("show", name)["state"] == "well"


def test_a_half_made_one_with_other_limits_is_explained(nscl, api, broker, name) -> None:
    with cut_after(broker.management_uri, 1) as address:
        nscl("add", name, "--events", "registration.*", code=1, NSCL_RABBITMQ_API=address)
    said = nscl("add", name, "--events", "registration.*", "--max-events", "7", code=1)
    assert "100000 events, 30d" in said
    nscl("remove", name, "--yes")
    assert f"agency.{name}" not in api.queues()


def test_the_password_is_shown_once_and_kept_in_a_private_file(nscl, name, tmp_path) -> None:
    file: Path = tmp_path / "so.env"
    server = ("--server", "amqps://mq.example:5671")
    said = nscl("add", name, "--events", "registration.*", "--credentials", str(file), *server)
    assert file.stat().st_mode & 0o777 == 0o600
    uri = file.read_text().strip().removeprefix("NSCL_AGENCY_URI='").removesuffix("'")
    assert uri in said
    assert urlsplit(uri).scheme == "amqps"
    assert uri.endswith("@mq.example:5671/nscl")
    assert "python3 examples/agency-client-python/client.py" in said
    password = str(urlsplit(uri).password)
    assert password not in nscl("show", name) + nscl("list") + json.dumps(nscl.data("show", name))


ATTEMPTS = {
    "read the queue of another": lambda channel, _, other: channel.basic_consume(other),
    "fetch from the queue of another": lambda channel, _, other: channel.basic_get(other),
    "purge the queue of another": lambda channel, _, other: channel.queue_purge(other),
    "read the history": lambda channel, *_: channel.basic_consume("nscl.log"),
    "bind its queue": lambda channel, own, _: channel.queue_bind(own, "identity.partner", "#"),
    "unbind its queue": lambda channel, own, _: channel.queue_unbind(
        own, "registration.partner", "vn.nscl.registration.#"
    ),
    "declare a queue": lambda channel, *_: channel.queue_declare("agency.mine"),
    "declare a temporary queue": lambda channel, *_: channel.queue_declare("", exclusive=True),
    "declare an exchange": lambda channel, *_: channel.exchange_declare("agency.x", "topic"),
    "delete its queue": lambda channel, own, _: channel.queue_delete(own),
    "delete an exchange": lambda channel, *_: channel.exchange_delete("registration.partner"),
    "publish to a service": lambda channel, *_: published(channel, "registration.events"),
    "publish to agencies": lambda channel, *_: published(channel, "registration.partner"),
    "publish to its queue": lambda channel, own, _: published(channel, "", own),
}


def published(channel: amqp.Channel, exchange: str, key: str = "k") -> None:
    channel.confirm_select()
    channel.basic_publish_confirm(amqp.Message("{}"), exchange, key)


@pytest.fixture(scope="module")
def another(broker) -> Iterator[str]:
    """A queue of a service, and everything a service declares."""
    announce(broker.amqp_uri, example_event(FirmRegistered), example_event(StampsIssued))
    return "reporting--facts"


@pytest.mark.parametrize("what", ATTEMPTS)
def test_the_broker_refuses_it_to(nscl, broker, connect, agency, another, what: str) -> None:
    with connect(broker.amqp_uri) as owner:
        owner.channel().queue_declare(another, durable=True, auto_delete=False)
        owner.channel().exchange_declare(
            "identity.partner", "topic", durable=True, auto_delete=False
        )
    with connect(agency["uri"]) as connection:
        channel = connection.channel()
        with pytest.raises(amqp.AccessRefused):
            ATTEMPTS[what](channel, agency["queue"], another)


def test_it_may_not_use_the_management_api(broker, agency) -> None:
    there, user = urlsplit(broker.management_uri), urlsplit(agency["uri"])
    address = f"http://127.0.0.1:{there.port}/api/queues"
    answer = httpx.get(address, auth=(user.username, user.password), trust_env=False)
    assert answer.status_code == 401


def test_who_did_what_is_in_a_chained_log(nscl, agency, database) -> None:
    nscl("rotate", agency["name"])
    nscl("remove", agency["name"], "--yes")
    connect_database(DATABASE, database.mongodb_uri)
    entries = [e for e in AuditLog(DATABASE).entries() if e.target == agency["queue"]]
    done = ["agency-add", "agency-ready", "agency-rotate", "agency-remove"]
    assert [entry.action for entry in entries] == done
    assert entries[0].details["patterns"] == ["vn.nscl.registration.#"]
    assert all("pid" in entry.actor and entry.at for entry in entries)
    assert agency["uri"].split(":")[2].split("@")[0] not in json.dumps([e.details for e in entries])
    assert AuditLog(DATABASE).verify() >= 4
    mongoengine.disconnect(DATABASE)


@contextmanager
def cut_after(uri: str, writes: int) -> Iterator[str]:
    """Pass the API on until ``writes`` requests changed something; then hang up on the next."""
    there = urlsplit(uri)
    left = [writes]

    class Proxy(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            if self.command != "GET":
                left[0] -= 1
            if left[0] < 0:
                self.connection.close()
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kept = {k: v for k, v in self.headers.items() if k in ("Authorization", "Content-Type")}
            address = f"http://127.0.0.1:{there.port}{self.path}"
            answer = httpx.request(
                self.command, address, content=body, headers=kept, trust_env=False
            )
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_PUT = do_POST = do_DELETE = pass_on  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{there.username}:{there.password}@127.0.0.1:{server.server_port}"
        server.shutdown()
