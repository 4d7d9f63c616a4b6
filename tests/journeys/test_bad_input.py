"""Bad input through the front door: a clear error in the caller's language, nothing stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import amqp
import httpx
import kombu
import pymongo
import pytest

from nscl_contracts import encode
from nscl_contracts.registration import ApplicationRefused
from nscl_shared.kernel import new_id
from nscl_shared.messaging.failure import CODE, REASON
from nscl_shared.testing.producer import example_event, publish_raw
from nscl_shared.testing.stack import Stack

pytestmark = pytest.mark.stack

API = "/api/registration"
COUNTED = ("plans", "projects", "firms", "applications")
QUEUE = "notifications--registration"
MIB = 1 << 20
WORDS = {
    "tax_code": {"vi": "Mã số thuế", "en": "tax code"},
    "project_id": {"vi": "dự án", "en": "project"},
    "support_vnd": {"vi": "50.000.000", "en": "50,000,000"},
}


@pytest.fixture(params=["vi", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def web(year, language) -> Iterator[httpx.Client]:
    with year.stack.client(language=language) as client:
        yield client


@pytest.fixture(scope="module")
def stored(year) -> Iterator[Callable[[], dict[str, int]]]:
    with pymongo.MongoClient(year.stack.mongodb_uri) as server:
        register = server["nscl_registration"]
        yield lambda: {name: register[name].count_documents({}) for name in COUNTED}


@pytest.fixture(scope="module")
def appraised(year) -> str:
    """An application that only waits for its decision; it counts in no report."""
    with year.stack.client() as web:
        project = web.get(f"{API}/projects").json()["items"][0]["id"]
        firm = done(web.post(f"{API}/firms", json={"name": "HTX Chờ duyệt", "org_type": "HTX"}))
        application = {
            "firm_id": firm["id"],
            "project_id": project,
            "supports": [{"item_code": "HT-01"}],
            "estimated_cost_vnd": 200_000_000,
            "commitment": True,
        }
        made = done(web.post(f"{API}/applications", json=application))["id"]
        steps = {"submit": {"submitted_on": "2022-05-10"}, "receive": {}, "appraise": {}}
        for step, body in steps.items():
            done(web.post(f"{API}/applications/{made}/{step}", json=body))
    return made


@pytest.fixture(autouse=True)
def nothing_is_stored(stored, appraised) -> Iterator[None]:
    before = stored()
    yield
    assert stored() == before


def done(answer: httpx.Response) -> dict:
    assert answer.is_success, answer.text
    return answer.json()


def refused(answer: httpx.Response, status: int) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.headers["X-Request-ID"]
    return answer.json()


def names(problem: dict, field: str, language: str) -> None:
    (error,) = problem["errors"]
    assert error["field"] == field
    assert WORDS[field][language].lower() in error["detail"].lower()
    assert error["remedy"]


def test_a_wrong_tax_code(web, language):
    firm = {"name": "Công ty Ví dụ", "org_type": "DN", "tax_code": "0100109107"}
    names(refused(web.post(f"{API}/firms", json=firm), 422), "tax_code", language)


def test_an_unknown_project(web, language):
    application = {
        "firm_id": web.get(f"{API}/firms").json()["items"][0]["id"],
        "project_id": "2022-P99",
        "supports": [{"item_code": "HT-01"}],
        "estimated_cost_vnd": 80_000_000,
    }
    problem = refused(web.post(f"{API}/applications", json=application), 422)
    names(problem, "project_id", language)


def test_an_amount_over_the_cap(web, language, appraised):
    decision = {"support_vnd": 60_000_000, "decided_on": "2022-06-01"}
    problem = refused(web.post(f"{API}/applications/{appraised}/approve", json=decision), 422)
    names(problem, "support_vnd", language)
    assert web.get(f"{API}/applications/{appraised}").json()["state"] == "appraised"


def test_malformed_json(web, language):
    headers = {"Content-Type": "application/json"}
    problem = refused(web.post(f"{API}/firms", content=b'{"name": ', headers=headers), 400)
    assert "JSON" in problem["detail"]
    assert has_vietnamese(problem["detail"]) == (language == "vi")


def test_a_body_of_50_mb(web, language):
    body = b'{"name": "' + b"x" * (50 * MIB) + b'"}'
    headers = {"Content-Type": "application/json"}
    problem = refused(web.post(f"{API}/firms", content=body, headers=headers), 413)
    assert has_vietnamese(problem["title"]) == (language == "vi")


def has_vietnamese(text: str) -> bool:
    return any(ord(letter) > 127 for letter in text)


def test_a_malformed_event_is_dead_with_its_reason_and_the_queue_goes_on(year):
    stack = year.stack
    good = example_event(ApplicationRefused, contact_email="sau.loi@vidu.example")
    wrong = json.loads(encode(good))
    wrong |= {"id": new_id(), "data": {**wrong["data"], "decided_on": "mười hai giờ"}}
    bodies = [json.dumps(wrong), encode(good)]
    publish_raw(stack.amqp_uri, [(good.type, body) for body in bodies])

    with stack.client() as web:

        def told() -> bool:
            found = web.get("/api/notifications/deliveries", params={"state": "delivered"})
            return any(x["cause_event_id"] == good.id for x in done(found)["items"])

        stack.until(told, "the good event behind the bad one", 60)
    dead = take(stack, f"{QUEUE}.dead")
    assert json.loads(dead.body)["id"] == wrong["id"]
    headers = dead.properties["application_headers"]
    assert headers[CODE] == "malformed-event"
    assert "decided_on" in headers[REASON]


def take(stack: Stack, queue: str) -> amqp.Message:
    with kombu.Connection(stack.amqp_uri) as connection, connection.channel() as channel:
        message = channel.basic_get(queue, no_ack=True)
    assert message is not None, f"{queue} is empty"
    return message
