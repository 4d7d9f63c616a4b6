"""Dead letters for programs."""

from __future__ import annotations

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from probe import QUEUE
from probe_domain import SERVICE

from nscl_shared.audit import AuditLog
from nscl_shared.dead_letters import DeadLetterOffice, Filter

from .conftest import API


@pytest.fixture
def program(desk):
    with desk.program("admin") as program:
        yield program


@pytest.fixture
def left(broker, desk):
    office = DeadLetterOffice(broker.amqp_uri, SERVICE, [QUEUE], patience_seconds=5)
    return lambda: len(office.matching(Filter()))


def test_the_list_is_filtered_and_limited(program, put) -> None:
    put(3)
    put(1, first=9, reason="KeyError: 'x'", stack="feedfeedfeed")
    page = program.get(API, params={"limit": 2, "cause": "unexpected:0123456789ab"}).json()
    assert (len(page["items"]), page["total"], page["waiting"], page["cut"]) == (2, 3, 4, False)
    assert page["items"][0].items() >= {"code": "unexpected", "attempts": 5, "replays": 0}.items()
    assert "body" not in page["items"][0]


def test_one_is_answered_without_personal_data(program, put) -> None:
    (letter,) = put(1)
    found = program.get(f"{API}/{letter}").json()
    assert found["payload"]["data"]["name"] == "Công ty TNHH Ví dụ"
    assert found["hidden"]
    assert "Riêng" not in json.dumps(found, ensure_ascii=False)
    gone = program.get(f"{API}/nothing")
    assert (gone.status_code, gone.json()["code"]) == (404, "dead-letter-gone")


def test_one_or_all_are_replayed_but_never_all_by_mistake(program, put, left) -> None:
    first, *_others = put(3)
    refused = program.post(f"{API}/replay", json={})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "id")
    both = program.post(f"{API}/replay", json={"id": first, "all": True})
    assert both.status_code == 422
    assert program.post(f"{API}/replay", json={"id": first}).json() == {"done": 1, "ids": [first]}
    again = program.post(f"{API}/replay", json={"all": True, "queue": "another", "reason": "x"})
    assert again.json()["done"] == 0
    assert len(list(AuditLog(SERVICE).entries())) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"all": True, "count": 2}, "reason"),
        ({"all": True, "count": 2, "reason": " "}, "reason"),
        ({"all": True, "reason": "sent twice"}, "count"),
        ({"all": True, "reason": "sent twice", "count": 3}, "count"),
        ({"reason": "sent twice"}, "id"),
        ({"all": True, "reason": "sent twice", "count": 2, "typo": 1}, "typo"),
        ({"all": True, "reason": "sent twice", "count": 2, "since": "soon"}, "since"),
    ],
)
def test_nothing_is_dropped_by_mistake(program, put, left, body, field) -> None:
    put(2)
    refused = program.post(f"{API}/drop", json=body)
    assert refused.status_code in (409, 422)
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert left() == 2


def test_what_is_dropped_is_in_the_log(program, put, left) -> None:
    ids = put(2)
    body = {"all": True, "reason": "sent twice", "count": 2, "code": "unexpected"}
    assert program.post(f"{API}/drop", json=body).json() == {"done": 2, "ids": ids}
    assert left() == 0
    assert [e.action for e in AuditLog(SERVICE).entries()] == ["dead-letter-dropped"] * 2


def test_an_auditor_cannot_change_anything(desk, put, left) -> None:
    (letter,) = put(1)
    with desk.program("auditor") as auditor:
        assert auditor.get(API).json()["total"] == 1
        assert auditor.post(f"{API}/replay", json={"id": letter}).status_code == 403
        drop = {"id": letter, "reason": "x"}
        assert auditor.post(f"{API}/drop", json=drop).status_code == 403
    assert left() == 1


def test_it_is_described(desk) -> None:
    with desk.program("admin") as program:
        document = program.get(f"/api/{SERVICE}/openapi.json").json()
    OpenAPIV31SpecValidator(document).validate()
    paths = {path for path in document["paths"] if "dead-letters" in path}
    assert paths == {API, f"{API}/{{letter_id}}", f"{API}/replay", f"{API}/drop"}
