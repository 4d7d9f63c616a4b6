"""Reports to a real receiver, which fails, dawdles or vanishes: nothing is lost."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pymongo import MongoClient

from nscl_shared.kernel import new_id
from nscl_shared.testing.fixtures import running_database
from nscl_shared.testing.receiving import HttpReceiver

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
SCHEMA = DATA / "epcis/EPCIS-JSON-Schema.json"
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
API = "/api/traceability"
SHORT = {
    "NSCL_WEBHOOK_ALLOW_NETWORKS": "127.0.0.0/8",
    "NSCL_WEBHOOK_HTTP_TO_LOOPBACK": "true",
    "NSCL_WEBHOOK_RETRY_SECONDS": "0.1,0.1,0.1,0.1",
    "NSCL_WEBHOOK_TIMEOUT_SECONDS": "1.5",
}
_NUMBERS = itertools.count(1)


class Receiver(HttpReceiver):
    """Takes reports over HTTP; ``answer`` says with which status."""

    def __init__(self) -> None:
        super().__init__(self.judge)
        self.answer: Callable[[dict[str, Any]], int] = lambda _document: 204
        self.taken: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/reports?from=nscl"

    def judge(self, _headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        document = json.loads(body)
        status = self.answer(document)
        if status == 204:
            self.taken.append(document)
        return status, {}

    def bodies(self) -> list[bytes]:
        return [body for _headers, body, _at in self.seen]

    def ids(self) -> list[str]:
        return [document["id"] for document in self.taken]

    def events(self) -> list[str]:
        return [event["eventID"] for document in self.taken for event in events_of(document)]


def events_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return list(document["epcisBody"]["queryResults"]["resultsBody"]["eventList"])


@dataclass
class Partner:
    """Somebody who named a query and subscribes to it."""

    client: httpx.Client
    receiver: Receiver
    query: str
    path: str = ""

    def subscribe(self, **over: Any) -> str:
        body = {"dest": self.receiver.url, "stream": True, **over}
        answer = self.client.post(f"/epcis/queries/{self.query}/subscriptions", json=body)
        assert answer.status_code == 201, answer.text
        self.path = answer.headers["Location"]
        assert self.path.endswith(answer.json()["subscriptionID"])
        return str(answer.json()["subscriptionID"])

    def state(self) -> dict[str, Any]:
        answer = self.client.get(self.path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def event(step: str, **over: Any) -> dict[str, Any]:
    number = next(_NUMBERS)
    given = {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:event-{number}",
        "eventTime": f"2026-08-01T07:{number // 60 % 60:02d}:{number % 60:02d}+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": step,
        "epcList": [f"https://id.gs1.org/01/08936000000011/21/S{number}"],
    }
    return {**given, **over}


@pytest.fixture(scope="module")
def mongodb_uri(tmp_path_factory: Any) -> Iterator[str]:
    """A database of its own: another service of the session would serve the subscriptions, too."""
    with running_database(tmp_path_factory.mktemp("subscriptions-database")) as database:
        yield database.mongodb_uri


@pytest.fixture(scope="module")
def repository(serve: Any, broker: Any, mongodb_uri: str, tmp_path_factory: Any) -> Iterator[Any]:
    """The service with little patience."""
    folder = tmp_path_factory.mktemp("subscriptions")
    with serve(folder, broker.amqp_uri, mongodb_uri, **SHORT) as running:
        yield running


@pytest.fixture(scope="module")
def agency(repository: Any) -> Iterator[httpx.Client]:
    """An officer who reads English."""
    with repository.client("officer", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    one.start()
    yield one
    one.end()


@pytest.fixture
def step() -> str:
    """A step that only one test's events have."""
    return f"https://ns.example.com/step/{next(_NUMBERS)}"


@pytest.fixture
def partner(repository: Any, receiver: Receiver, step: str) -> Iterator[Partner]:
    """A partner with a query for this test's events; its query ends with the test."""
    name = f"q-{next(_NUMBERS)}"
    with repository.client("partner", f"partner-{name}", **{"Accept-Language": "en"}) as client:
        named = client.post("/epcis/queries", json={"name": name, "query": {"EQ_bizStep": [step]}})
        assert named.status_code == 201, named.text
        yield Partner(client, receiver, name)
        client.delete(f"/epcis/queries/{name}")


@pytest.fixture
def take(agency: httpx.Client, step: str) -> Callable[..., list[str]]:
    """Captures events of this test in one document and returns their ids."""

    def captured(count: int = 1, **over: Any) -> list[str]:
        events = [event(step, **over) for _ in range(count)]
        body = {
            "@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": "2026-08-01T08:00:00Z", "epcisBody": {"eventList": events},
        }  # fmt: skip
        answer = agency.post("/epcis/capture", json=body)
        assert answer.status_code == 202, answer.text
        return [each["eventID"] for each in events]

    return captured


def test_what_is_captured_is_reported_signed_and_in_order(
    partner: Partner, receiver: Receiver, take: Any, agency: httpx.Client, eventually: Any
) -> None:
    take()  # before the subscription
    subscription = partner.subscribe(signatureToken="mã bí mật", reportIfEmpty=False)
    sent = [take()[0] for _ in range(3)]
    agency.post("/epcis/events", json={"@context": CONTEXT, **event("other-step")})
    eventually(lambda: receiver.events() == sent, "all reported, in order")
    headers, body, _at = receiver.seen[0]
    assert (headers[":path"], headers["content-type"]) == ("/reports?from=nscl", "application/json")
    assert (headers["gs1-epcis-version"], headers["gs1-cbv-version"]) == ("2.0.0", "2.0.0")
    signed = hmac.digest("mã bí mật".encode(), body, hashlib.sha256)
    assert base64.b64decode(headers["gs1-signature"]) == signed
    document = receiver.taken[0]
    results = document["epcisBody"]["queryResults"]
    assert document["type"] == "EPCISQueryDocument"
    assert (results["queryName"], results["subscriptionID"]) == (partner.query, subscription)
    if SCHEMA.exists():
        import jsonschema_rs

        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        jsonschema_rs.validator_for(schema, validate_formats=True).validate(document)
    shown = eventually(lambda: partner.state() if partner.state().get("lastNotifiedAt") else None, "noted")  # fmt: skip
    assert (shown["stream"], shown["state"], shown["failures"]) == (True, "active", 0)
    assert "bí mật" not in json.dumps(shown, ensure_ascii=False)
    assert shown["signed"] is True


def test_errors_are_retried_with_the_same_report_and_nothing_overtakes(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.answer = lambda _document: 500
    partner.subscribe()
    sent = take()
    eventually(lambda: len(receiver.seen) >= 2, "tried again")
    sent += take()
    state = partner.state()
    assert (state["failures"] > 0, state["lastError"]) == (True, "500")
    receiver.answer = lambda _document: 204
    eventually(lambda: receiver.events() == sent, "all reported, in order")
    first = receiver.ids()[0]
    assert {body for body in receiver.bodies() if first in body.decode()} == {receiver.bodies()[0]}
    eventually(lambda: partner.state()["failures"] == 0, "its patience is whole again")


def test_a_receiver_that_is_down_or_slow_misses_nothing(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.hold = threading.Event()
    partner.subscribe()
    sent = take()
    shown = eventually(lambda: partner.state() if partner.state()["failures"] else None, "given up")
    assert shown["lastError"] == "no answer within 1.5 s"
    receiver.stop()
    eventually(lambda: "refused" in partner.state()["lastError"].lower(), "it is away")
    sent += take(2)
    receiver.hold.set()
    receiver.hold, receiver.taken = None, []
    receiver.start()

    def caught_up() -> bool:
        if partner.state()["state"] == "disabled":  # a busy machine used up its patience
            partner.client.post(f"{partner.path}/resume")
        return set(receiver.events()) == set(sent)

    eventually(caught_up, "all reported")


def test_after_the_last_retry_it_is_disabled_until_it_is_resumed(
    partner: Partner, receiver: Receiver, take: Any, repository: Any, eventually: Any
) -> None:
    receiver.answer = lambda _document: 503
    partner.subscribe()
    sent = take()
    eventually(lambda: partner.state()["state"] == "disabled", "disabled")
    shown = partner.state()
    assert (shown["disabledReason"], shown["failures"], len(receiver.seen)) == ("failing", 5, 5)
    gauge = 'nscl_traceability_epcis_subscriptions_disabled{service="traceability"} 1.0'
    eventually(lambda: gauge in partner.client.get("/metrics").text, "the alert's metric")
    sent += take()
    receiver.answer = lambda _document: 204
    resumed = partner.client.post(f"{partner.path}/resume")
    assert (resumed.status_code, resumed.json()["state"]) == (200, "active")
    eventually(lambda: receiver.events() == sent, "the backlog is reported")
    again = partner.client.post(f"{partner.path}/resume")
    assert (again.status_code, again.json()["code"]) == (409, "epcis-subscription-active")


def test_a_receiver_that_is_gone_is_not_tried_again(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.answer = lambda _document: 410
    partner.subscribe()
    take()
    eventually(lambda: partner.state()["state"] == "disabled", "disabled")
    assert (partner.state()["disabledReason"], len(receiver.seen)) == ("gone", 1)


def test_a_receiver_that_cannot_take_so_much_gets_smaller_reports(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.answer = lambda document: 413 if len(events_of(document)) > 3 else 204
    partner.subscribe()
    sent = take(8)
    eventually(lambda: sorted(receiver.events()) == sorted(sent), "all reported")
    assert [len(events_of(each)) for each in receiver.taken] == [2, 2, 2, 2]


def test_a_kill_in_the_middle_repeats_the_report_in_flight_and_no_other(
    partner: Partner, receiver: Receiver, take: Any, repository: Any, eventually: Any
) -> None:
    partner.subscribe()
    sent = take()
    eventually(lambda: receiver.events() == sent, "the first is reported")
    receiver.hold = threading.Event()
    sent += take(2)
    eventually(lambda: len(receiver.seen) == 2, "the second is in flight")
    victim = repository.pid()
    os.kill(victim, signal.SIGKILL)
    receiver.hold.set()  # it took the report, but nobody is left to hear of it
    receiver.hold = None
    eventually(lambda: repository.pid() not in (None, victim), "it is started again")
    eventually(lambda: len(receiver.seen) >= 3, "repeated")
    eventually(lambda: partner.client.get(partner.path).status_code == 200, "it answers")
    sent += take()
    eventually(lambda: receiver.events()[-1] == sent[-1], "the last is reported")
    first, second, repeat, last = receiver.bodies()
    assert repeat == second
    ids = [json.loads(body)["id"] for body in (first, second, last)]
    assert len(set(ids)) == 3
    assert receiver.events() == [sent[0], *sorted_as(second), *sorted_as(second), sent[3]]


def sorted_as(body: bytes) -> list[str]:
    return [each["eventID"] for each in events_of(json.loads(body))]


def test_a_schedule_reports_at_its_times_also_when_there_is_nothing(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    partner.subscribe(stream=False, schedule={"second": "0/2"}, reportIfEmpty=True)
    eventually(lambda: receiver.taken, "an empty report")
    assert events_of(receiver.taken[0]) == []
    sent = take(3)
    eventually(lambda: sorted(receiver.events()) == sorted(sent), "reported")
    assert partner.state()["schedule"] == {"second": "0/2"}
    assert partner.client.delete(partner.path).status_code == 204
    assert (
        partner.client.get(partner.path).json()["type"] == "epcisException:NoSuchResourceException"
    )


def test_a_firm_is_told_only_what_is_about_its_products(
    repository: Any, mongodb_uri: str, partner: Partner, receiver: Receiver, take: Any, agency: httpx.Client,
    eventually: Any,
) -> None:  # fmt: skip
    firm_id, account = new_id(), new_id()
    # written, not announced: another service of the session may take what is announced
    row = {"_id": firm_id, "name": "HTX Na", "org_type": "HTX", "owner_account_id": account}
    with MongoClient[dict[str, Any]](mongodb_uri) as database:
        database["nscl_traceability"]["firm_copies"].insert_one(row)
    body = {"name": "Na", "firm": {"firm_id": firm_id, "name": "HTX Na", "org_type": "HTX"}}
    with repository.client("firm", account) as client:
        made = client.post(f"{API}/products", json=body)
        assert made.status_code == 201, made.text
        gtin = made.json()["gtin"]
        own = Partner(client, receiver, partner.query)
        own.subscribe()
        take()
        [mine] = take(epcList=[f"https://id.gs1.org/01/{gtin}/21/OWN"])
        eventually(lambda: receiver.events() == [mine], "only its own is reported")
        assert client.get(f"/epcis/queries/{partner.query}/subscriptions").json()[0]["dest"]
        listing = partner.client.get(f"/epcis/queries/{partner.query}/subscriptions")
        assert listing.json() == []  # what others subscribed to is theirs
        assert partner.client.get(own.path).status_code == 404
        assert partner.client.delete(own.path).status_code == 404
        assert agency.get(own.path).json()["dest"] == receiver.url
        assert agency.delete(own.path).status_code == 204


WANTED = {"dest": "http://127.0.0.1:9/x", "stream": True}


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"dest": None}, 400, "epcis-missing", "dest"),
        ({"dest": "nowhere"}, 400, "webhook-url-invalid", "dest"),
        ({"dest": "http://partner.example/x"}, 400, "webhook-url-insecure", "dest"),
        ({"dest": "https://10.0.0.1/x"}, 400, "webhook-host-private", "dest"),
        ({"dest": "https://169.254.169.254/latest"}, 400, "webhook-host-private", "dest"),
        ({"dest": "https://no-such-host.invalid/x"}, 400, "webhook-host-unknown", "dest"),
        ({"signatureToken": ""}, 400, "epcis-subscription-token", "signatureToken"),
        ({"signatureToken": 5}, 400, "epcis-subscription-token", "signatureToken"),
        ({"stream": False}, 400, "epcis-subscription-when", "stream"),
        ({"schedule": {"hour": "1"}}, 400, "epcis-subscription-when", "stream"),
        ({"stream": "yes"}, 400, "epcis-not-truth", "stream"),
        ({"reportIfEmpty": True}, 400, "epcis-subscription-empty", "reportIfEmpty"),
        ({"initialRecordTime": "yesterday"}, 400, "epcis-not-time", "initialRecordTime"),
        ({"secret": "x"}, 400, "epcis-subscription-unknown", "secret"),
        ({"stream": False, "schedule": {"hour": "25"}}, 400, "epcis-schedule-part", "schedule.hour"),
        ({"stream": False, "schedule": {}}, 400, "epcis-schedule-empty", "schedule"),
    ],
)  # fmt: skip
def test_what_cannot_be_subscribed_is_refused_and_nothing_is_kept(
    partner: Partner, change: dict[str, Any], status: int, code: str, field: str
) -> None:
    path = f"/epcis/queries/{partner.query}/subscriptions"
    answer = partner.client.post(path, json={**WANTED, **change})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), answer.text
    assert [each["field"] for each in told["errors"]] == [field]
    kinds = ("SubscriptionControlsException", "ValidationException")
    assert told["type"] in [f"epcisException:{kind}" for kind in kinds]
    assert partner.client.get(path).json() == []


def test_a_refusal_speaks_vietnamese(repository: Any, partner: Partner) -> None:
    body = {"dest": "https://10.0.0.1/x", "stream": True}
    with repository.client("partner", "p", **{"Accept-Language": "vi"}) as client:
        told = client.post(f"/epcis/queries/{partner.query}/subscriptions", json=body).json()
    assert "không phải địa chỉ công khai" in told["detail"]


def test_one_answer_queries_unknown_queries_and_websockets_are_told_apart(
    partner: Partner, agency: httpx.Client
) -> None:
    name = f"few-{next(_NUMBERS)}"
    agency.post("/epcis/queries", json={"name": name, "query": {"maxEventCount": "5"}})
    few = partner.client.post(f"/epcis/queries/{name}/subscriptions", json=WANTED)
    assert (few.status_code, few.json()["code"]) == (400, "epcis-subscription-order")
    none = partner.client.post("/epcis/queries/none/subscriptions", json=WANTED)
    assert (none.status_code, none.json()["type"]) == (404, "epcisException:NoSuchNameException")
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    socket_ = partner.client.get(f"/epcis/queries/{partner.query}/events", headers=upgrade)
    assert (socket_.status_code, socket_.json()["code"]) == (501, "epcis-websocket")
    options = partner.client.options(f"/epcis/queries/{partner.query}/subscriptions")
    assert options.headers["Allow"] == "OPTIONS, GET, POST"


def test_a_dropped_query_ends_what_was_subscribed(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    partner.subscribe()
    sent = take()
    eventually(lambda: receiver.events() == sent, "reported")
    assert partner.client.delete(f"/epcis/queries/{partner.query}").status_code == 204
    assert partner.client.get(partner.path).status_code == 404
