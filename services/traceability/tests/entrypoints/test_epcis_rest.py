"""EPCIS over HTTP, as a program of a partner speaks it."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
SCHEMA = DATA / "epcis/EPCIS-JSON-Schema.json"
INVALID = sorted((DATA / "epcis-invalid").glob("*.json"))
needs_data = pytest.mark.skipif(
    not SCHEMA.exists(), reason=f"GS1's EPCIS files are not in {DATA}; set NSCL_CONFORMANCE_DATA"
)
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
_NUMBERS = itertools.count(1)


def event(**over: Any) -> dict[str, Any]:
    number = next(_NUMBERS)
    given = {
        "type": "ObjectEvent",
        "eventTime": f"2026-08-01T07:00:{number % 60:02d}.{number:03d}+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "epcList": [f"https://id.gs1.org/01/08936000000011/21/R{number}"],
    }
    return {**given, **over}


def document(*events: dict[str, Any]) -> dict[str, Any]:
    return {
        "@context": [CONTEXT, {"ex": "https://ns.example.com/ex/"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T08:00:00Z",
        "epcisBody": {"eventList": list(events)},
    }


def is_sound(found: Any) -> bool:
    import jsonschema_rs

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return bool(jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(found))


def listed(answer: httpx.Response) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert not SCHEMA.exists() or is_sound(found)
    return list(found["epcisBody"]["queryResults"]["resultsBody"]["eventList"])


def problem(answer: httpx.Response, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["type"] == f"epcisException:{name}"
    assert told["title"]
    return dict(told)


def test_a_document_is_captured_and_its_job_and_events_are_read(officer: httpx.Client) -> None:
    first, second = event(**{"ex:gate": "3"}), event()
    answer = officer.post("/epcis/capture", json=document(first, second))
    assert answer.status_code == 202, answer.text
    assert answer.headers["GS1-EPCIS-Version"] == answer.headers["GS1-CBV-Version"] == "2.0.0"
    job = officer.get(answer.headers["Location"]).json()
    assert (job["running"], job["success"], job["errors"]) == (False, True, [])
    assert job in officer.get("/epcis/capture").json()
    (found,) = listed(officer.get("/epcis/events", params={"MATCH_epc": first["epcList"][0]}))
    assert {name: found[name] for name in first} == first
    assert found["recordTime"] == job["createdAt"]
    again = officer.get(f"/epcis/events/{quote(found['eventID'], safe='')}")
    assert listed(again) == [found]
    told = problem(
        officer.post("/epcis/capture", json=document(second, first)),
        409,
        "ResourceAlreadyExistsException",
    )
    assert {item["field"] for item in told["errors"]} >= {found["eventID"]}


def test_one_event_is_captured_alone(officer: httpx.Client) -> None:
    sent = {"@context": CONTEXT, **event()}
    answer = officer.post("/epcis/events", json=sent)
    assert answer.status_code == 201, answer.text
    assert answer.json()["eventID"].startswith("ni:///sha-256;")
    (found,) = listed(officer.get(answer.headers["Location"]))
    assert found["epcList"] == sent["epcList"]
    problem(officer.post("/epcis/events", json=sent), 409, "ResourceAlreadyExistsException")


@needs_data
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_broken_documents_are_refused_with_path_and_words(
    officer: httpx.Client, path: Path
) -> None:
    sent = json.loads(path.read_text(encoding="utf-8"))
    told = problem(officer.post("/epcis/capture", json=sent), 400, "ValidationException")
    assert told["errors"][0]["field"].startswith("$.epcisBody.eventList[0]")
    vi = officer.post("/epcis/capture", json=sent, headers={"Accept-Language": "vi"}).json()
    assert vi["errors"][0]["field"] == told["errors"][0]["field"]
    assert vi["errors"][0]["detail"] != told["errors"][0]["detail"]
    assert "EPCIS 2.0 tại" in vi["detail"]


def test_what_is_no_document_is_refused(officer: httpx.Client) -> None:
    send = officer.post
    problem(send("/epcis/capture", json=[]), 400, "ValidationException")
    problem(
        send("/epcis/capture", content=b"{", headers={"Content-Type": "application/json"}),
        400,
        "ValidationException",
    )
    problem(
        send("/epcis/capture", content=b"<x/>", headers={"Content-Type": "application/xml"}),
        415,
        "UnsupportedMediaTypeException",
    )
    headers = {"GS1-Capture-Error-Behaviour": "hope"}
    problem(
        send("/epcis/capture", json=document(event()), headers=headers), 400, "ValidationException"
    )
    many = document(*(event(epcList=[f"urn:x:{n}"]) for n in range(1_001)))
    problem(send("/epcis/capture", json=many), 413, "CaptureLimitExceededException")


def test_proceeding_captures_what_is_sound(officer: httpx.Client) -> None:
    sent = document(event(), event(bizStep="dancing"))
    headers = {"GS1-Capture-Error-Behaviour": "proceed"}
    answer = officer.post("/epcis/capture", json=sent, headers=headers)
    assert answer.status_code == 202
    job = officer.get(answer.headers["Location"]).json()
    assert (job["success"], job["events"]) == (False, 1)
    (error,) = job["errors"]
    assert error["type"] == "epcisException:ValidationException"
    assert error["field"] == "$.epcisBody.eventList[1].bizStep"
    assert "dancing" in error["title"]


def test_pages_are_linked(officer: httpx.Client) -> None:
    place = f"https://id.gs1.org/414/8936000000011/254/p{next(_NUMBERS)}"
    sent = [event(readPoint={"id": place}) for _ in range(5)]
    assert officer.post("/epcis/capture", json=document(*sent)).status_code == 202
    answer = officer.get("/epcis/events", params={"EQ_readPoint": place, "perPage": 2})
    found = listed(answer)
    while "next" in answer.links:
        answer = officer.get(answer.links["next"]["url"])
        found += listed(answer)
    assert sorted(e["epcList"] for e in found) == sorted(e["epcList"] for e in sent)


def test_what_is_not_supported_is_refused(officer: httpx.Client) -> None:
    for given in ({"EQ_x": "1"}, {"perPage": "0"}, {"nextPageToken": "x"}, {"GE_eventTime": "x"}):
        problem(officer.get("/epcis/events", params=given), 400, "QueryParameterException")
    told = problem(
        officer.get("/epcis/events", params={"maxEventCount": "1"}), 413, "QueryTooLargeException"
    )
    assert told["detail"]
    for headers in ({"GS1-EPC-Format": "Always_EPC_URN"}, {"GS1-EPCIS-Min": "3.0.0"}):
        problem(officer.get("/epcis/events", headers=headers), 406, "NotAcceptableException")


def test_resources_lead_to_their_events(officer: httpx.Client) -> None:
    sent = event(bizStep="loading", disposition="in_transit", bizLocation={"id": "urn:x:yard"})
    assert officer.post("/epcis/capture", json=document(sent)).status_code == 202
    root = officer.get("/epcis").json()["member"]
    assert {"events", "capture", "eventTypes", "epcs", "bizSteps", "queries"} <= set(root)
    for resource, value in {
        "eventTypes": "ObjectEvent",
        "epcs": sent["epcList"][0],
        "bizSteps": "loading",
        "dispositions": "in_transit",
        "bizLocations": "urn:x:yard",
    }.items():
        members = officer.get(f"/epcis/{resource}", params={"perPage": 1000}).json()["member"]
        assert value in members, resource
        path = f"/epcis/{resource}/{quote(value, safe='')}"
        assert officer.get(path).json()["member"] == ["events"]
        found = [e.get("epcList") for e in listed(officer.get(f"{path}/events"))]
        assert sent["epcList"] in found, resource
    path = "/epcis/bizSteps/loading/events"
    problem(officer.get(path, params={"EQ_bizStep": "x"}), 400, "QueryParameterException")
    problem(officer.get("/epcis/planets"), 404, "NoSuchResourceException")
    problem(officer.get("/epcis/events/urn:x:none"), 404, "NoSuchResourceException")
    problem(officer.get("/epcis/capture/none"), 404, "NoSuchResourceException")


@pytest.mark.parametrize(
    "path", ["", "/capture", "/capture/x", "/events", "/events/x", "/epcs", "/epcs/urn:x:1"]
)
def test_each_resource_says_what_it_can(officer: httpx.Client, path: str) -> None:
    answer = officer.options(f"/epcis{path}")
    assert answer.status_code == 204
    assert "GET" in answer.headers["Allow"]
    assert answer.headers["GS1-EPCIS-Max"] == "2.0.0"


def test_who_may_what(service: Any) -> None:
    sent = document(event())
    with service.anyone() as nobody, service.client("partner") as partner:
        problem(nobody.get("/epcis/events"), 401, "SecurityException")
        problem(partner.post("/epcis/capture", json=sent), 403, "SecurityException")
        assert partner.get("/epcis/events").status_code == 200
    with service.client("firm", "account-of-none") as firm:
        problem(firm.post("/epcis/capture", json=sent), 403, "SecurityException")
        assert listed(firm.get("/epcis/events")) == []


def test_large_documents_leave_the_service_answering(officer: httpx.Client) -> None:
    sent = document(*(event(epcList=[f"urn:x:{n}-{m}" for m in range(8)]) for n in range(900)))
    answer = officer.post("/epcis/capture", json=sent)
    assert answer.status_code == 202, answer.text
    assert answer.json()["events"] == 900


def test_a_named_query_is_asked_again(officer: httpx.Client, service: Any) -> None:
    place = f"urn:x:named-{next(_NUMBERS)}"
    sent = [event(bizLocation={"id": place}) for _ in range(3)]
    assert officer.post("/epcis/capture", json=document(*sent)).status_code == 202
    name = f"at-{next(_NUMBERS)}"
    asked = {"name": name, "query": {"EQ_bizLocation": [place], "eventType": "ObjectEvent"}}
    made = officer.post("/epcis/queries", json=asked)
    assert (made.status_code, made.headers["Location"]) == (201, f"/epcis/queries/{name}")
    shown = officer.get(made.headers["Location"]).json()
    assert shown["query"] == {"EQ_bizLocation": place, "eventType": "ObjectEvent"}
    listing = officer.get("/epcis/queries", params={"perPage": 1000}).json()
    assert name in [query["name"] for query in listing]
    page = officer.get(f"/epcis/queries/{name}/events", params={"perPage": 2})
    assert page.json()["epcisBody"]["queryResults"]["queryName"] == name
    assert len(listed(page)) == 2
    assert len(listed(officer.get(page.links["next"]["url"]))) == 1
    problem(officer.post("/epcis/queries", json=asked), 409, "ResourceAlreadyExistsException")
    path = f"/epcis/queries/{name}"
    problem(
        officer.get(f"{path}/events", params={"EQ_action": "ADD"}), 400, "QueryParameterException"
    )
    with service.client("partner") as partner:
        assert len(listed(partner.get(f"{path}/events"))) == 3
        problem(partner.delete(path), 403, "SecurityException")
    assert officer.delete(path).status_code == 204
    problem(officer.get(f"{path}/events"), 404, "NoSuchNameException")


@pytest.mark.parametrize(
    "body",
    [[], {}, {"name": "x", "query": []}, {"name": "a b", "query": {}}, {"name": "x", "query": {"EQ_x": "1"}}],
)  # fmt: skip
def test_a_query_that_cannot_be_asked_gets_no_name(officer: httpx.Client, body: Any) -> None:
    problem(officer.post("/epcis/queries", json=body), 400, "QueryParameterException")


def test_members_of_others_are_asked_for_by_any_prefix_of_their_namespace(
    officer: httpx.Client,
) -> None:
    mark = f"mark-{next(_NUMBERS)}"
    made = event(action="ADD", ilmd={"ex:mark": mark})
    assert officer.post("/epcis/capture", json=document(made)).status_code == 202
    for name, headers in (
        ("EQ_ILMD_ex:mark", {}),
        ("EQ_ILMD_https://ns.example.com/ex/mark", {}),
        ("EQ_ILMD_mine:mark", {"GS1-Extensions": "a=urn:a:, mine=https://ns.example.com/ex/"}),
    ):
        page = officer.get("/epcis/events", params={name: mark}, headers=headers)
        assert [found["ilmd"]["ex:mark"] for found in listed(page)] == [mark], name
    assert listed(officer.get("/epcis/events", params={"EQ_ILMD_mine:mark": mark})) == []
    named = {
        "name": mark,
        "query": {"@context": {"own": "https://ns.example.com/ex/"}, "EQ_ILMD_own:mark": [mark]},
    }
    assert officer.post("/epcis/queries", json=named).status_code == 201
    assert len(listed(officer.get(f"/epcis/queries/{mark}/events"))) == 1
    twice = {"EQ_ILMD_mine:mark": mark, "EQ_ILMD_ex:mark": mark}
    both = {"GS1-Extensions": "ex=https://ns.example.com/ex/,mine=https://ns.example.com/ex/"}
    problem(
        officer.get("/epcis/events", params=twice, headers=both), 400, "QueryParameterException"
    )
