"""The description of the REST interface is valid and says what the routes do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from web_probe.service import Probe

from nscl_shared.web.spec import routes_of

SUCCESS = re.compile(r"2\d\d")


@pytest.fixture(scope="module")
def document(probe) -> dict[str, Any]:
    with probe.client() as client:
        response = client.get("/api/probe/openapi.json")
    assert response.headers["Content-Type"] == "application/json"
    return dict(response.json())


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_of_the_interface_is_described_and_no_page(document: dict[str, Any]) -> None:
    declared = {
        f"{s.method} {re.sub('<(?:int:)?', '{', s.url).replace('>', '}')}" for s in routes()
    }
    assert set(operations(document)) == declared


def routes():
    return [spec for spec in routes_of(Probe) if spec.url.startswith("/api/")]


def test_a_parameter_of_the_path_has_its_kind(document: dict[str, Any]) -> None:
    (number,) = operations(document)["GET /api/probe/things/{number}"]["parameters"]
    assert number == {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
    }


def test_a_query_is_described_with_its_bounds(document: dict[str, Any]) -> None:
    found = operations(document)["GET /api/probe/things"]["parameters"]
    limit = next(item for item in found if item["name"] == "limit")
    assert limit["in"] == "query"
    assert (limit["schema"]["minimum"], limit["schema"]["maximum"]) == (1, 100)
    assert limit["schema"]["default"] == 2


def test_body_and_answer_are_described_once_for_all(document: dict[str, Any]) -> None:
    operation = operations(document)["POST /api/probe/things"]
    body = operation["requestBody"]
    assert body["required"]
    reference = {"$ref": "#/components/schemas/Thing"}
    assert body["content"]["application/json"]["schema"] == reference
    assert operation["responses"]["201"]["content"]["application/json"]["schema"] == reference
    thing = document["components"]["schemas"]["Thing"]
    assert thing["required"] == ["name"]
    assert thing["properties"]["kind"]["enum"] == ["firm", "cooperative"]
    assert thing["properties"]["opened_on"]["format"] == "date"


def test_every_operation_tells_its_success_and_its_refusals(document: dict[str, Any]) -> None:
    for operation in operations(document).values():
        assert any(SUCCESS.fullmatch(status) for status in operation["responses"])
        assert {"400", "401", "414", "429", "503"} <= set(operation["responses"])
        for status in ("4", "5"):
            ours = {s: r for s, r in operation["responses"].items() if s != "414"}
            for refused in (r for s, r in ours.items() if s.startswith(status)):
                told = refused["content"]["application/problem+json"]
                assert told["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert operation["summary"]


def test_an_address_that_is_too_long_is_refused_as_the_document_says(
    probe, document: dict[str, Any]
) -> None:
    with probe.client() as client:
        told = client.get("/api/probe/open", params={"q": "x" * 9_000})
    assert told.status_code == 414
    assert told.content == b""
    assert all("content" not in op["responses"]["414"] for op in operations(document).values())


def test_a_refusal_is_as_described(probe, document: dict[str, Any]) -> None:
    described = document["components"]["schemas"]["Problem"]
    with probe.client() as client:
        told = client.post("/api/probe/open", json={}).json()
    assert set(described["required"]) <= set(told) <= set(described["properties"])


def test_what_is_open_to_all_says_so_and_the_rest_names_its_roles(document: dict[str, Any]) -> None:
    found = operations(document)
    assert found["GET /api/probe/things"]["security"] == []
    guarded = found["POST /api/probe/things"]
    assert guarded["security"] == [{"bearer": []}]
    assert guarded["description"] == "Roles: firm, officer."


def test_only_unsafe_operations_take_an_idempotency_key(document: dict[str, Any]) -> None:
    for key, operation in operations(document).items():
        names = {item["name"] for item in operation["parameters"]}
        assert ("Idempotency-Key" in names) == (not key.startswith("GET"))
