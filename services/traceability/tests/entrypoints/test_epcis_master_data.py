"""Events asked for over HTTP by what was said of the places and classes that they name."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
STORE = "https://id.gs1.org/414/8936000000042"
LOT = "urn:epc:class:lgtin:893600000.0042.M1"
CITY = "urn:epcglobal:cbv:mda#city"
EXTENSIONS = {"GS1-Extensions": "q=https://ns.example.com/md/"}


def document(*events: dict[str, Any], vocabularies: list[Any]) -> dict[str, Any]:
    return {
        "@context": [CONTEXT, {"md": "https://ns.example.com/md/"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T08:00:00Z",
        "epcisHeader": {"epcisMasterData": {"vocabularyList": vocabularies}},
        "epcisBody": {"eventList": list(events)},
    }


def said(kind: str, of: str, *attributes: tuple[str, Any]) -> dict[str, Any]:
    named = [{"id": name, "attribute": value} for name, value in attributes]
    elements = [{"id": of, "attributes": named}]
    return {"type": f"urn:epcglobal:epcis:vtype:{kind}", "vocabularyElementList": elements}


SENT = document(
    *(
        {
            "type": "ObjectEvent", "eventTime": f"2026-08-02T07:00:0{number}Z",
            "eventTimeZoneOffset": "+07:00", "action": "OBSERVE", "bizLocation": {"id": STORE},
            "quantityList": [{"epcClass": LOT, "quantity": number, "uom": "KGM"}],
        }
        for number in (1, 2)
    ),
    vocabularies=[
        said("BusinessLocation", "urn:epc:id:sgln:893600000.004.0", (CITY, "Đồng Đăng")),
        said("EPCClass", LOT, ("md:grade_of_fruit", "A")),
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def filled(officer: httpx.Client) -> httpx.Client:
    """An officer of a repository with these events and master data."""
    answer = officer.post("/epcis/capture", json=SENT)
    assert answer.status_code == 202, answer.text
    return officer


def found(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    events = answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    return [event["eventTime"][17:19] for event in events]


def problem(answer: httpx.Response, status: int, name: str) -> dict[str, Any]:
    assert (answer.status_code, answer.json()["type"]) == (status, f"epcisException:{name}")
    return dict(answer.json())


def test_a_percent_encoded_attribute_finds_events_page_by_page(filled: httpx.Client) -> None:
    query = f"EQATTR_bizLocation_{quote(CITY, safe='')}={quote('Đồng Đăng')}&perPage=1"
    first = filled.get(f"/epcis/events?{query}")
    assert found(first) == ["02"]
    assert found(filled.get(first.links["next"]["url"])) == ["01"]
    assert found(filled.get("/epcis/events?HASATTR_epcClass=md%3Agrade_of_fruit")) == ["02", "01"]
    assert found(filled.get("/epcis/events?HASATTR_readPoint=cbvmda:city")) == []


def test_prefixes_are_those_of_the_one_who_asks(filled: httpx.Client) -> None:
    asked = {"EQATTR_epcClass_q:grade_of_fruit": "A", "HASATTR_epcClass": "q:grade_of_fruit"}
    assert found(filled.get("/epcis/events", params=asked, headers=EXTENSIONS)) == ["02", "01"]
    assert found(filled.get("/epcis/events", params=asked)) == []
    query = {"@context": {"z": "https://ns.example.com/md/"}, "HASATTR_epcClass": ["z:grade_of_fruit"]}  # fmt: skip
    named = filled.post("/epcis/queries", json={"name": "graded", "query": query})
    assert named.status_code == 201, named.text
    assert found(filled.get("/epcis/queries/graded/events")) == ["02", "01"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("EQATTR_bizLocation_city", "x"), ("HASATTR_place", "cbvmda:city"), ("HASATTR_epcClass", "")],
)
def test_a_parameter_that_is_none_is_refused(officer: httpx.Client, name: str, value: str) -> None:
    told = problem(
        officer.get("/epcis/events", params={name: value}), 400, "QueryParameterException"
    )
    assert [each["field"] for each in told["errors"]] == [name]
    made = officer.post("/epcis/queries", json={"name": "wrong", "query": {name: [value]}})
    problem(made, 400, "QueryParameterException")


def test_what_too_many_things_have_is_refused(officer: httpx.Client) -> None:
    many = said("Location", "urn:x:0", ("md:common", "1"))
    (one,) = many["vocabularyElementList"]
    many["vocabularyElementList"] = [{**one, "id": f"urn:x:md:{n}"} for n in range(201)]
    assert officer.post("/epcis/capture", json=document(vocabularies=[many])).status_code == 202
    asked = {"HASATTR_bizLocation": "md:common"}
    problem(officer.get("/epcis/events", params=asked), 413, "QueryTooLargeException")


def test_faults_are_told_with_path_and_in_the_callers_language(
    officer: httpx.Client, service: Any
) -> None:
    wrong = document(vocabularies=[said("Location", "urn:x:1", ("md:a", "x" * 2_001))])
    told = problem(officer.post("/epcis/capture", json=wrong), 400, "ValidationException")
    vi = officer.post("/epcis/capture", json=wrong, headers={"Accept-Language": "vi"}).json()
    (error,), (error_vi,) = told["errors"], vi["errors"]
    path = "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0]"
    assert error["field"] == error_vi["field"] == f"{path}.attributes[0].attribute"
    assert "2.001" in error_vi["detail"]
    assert "vượt quá" in error_vi["detail"]
    with service.client("firm", "account-of-none", **{"Accept-Language": "vi"}) as firm:
        foreign = document(vocabularies=[said("Location", STORE + "1", ("md:a", "1"))])
        assert firm.post("/epcis/capture", json=foreign).status_code == 202
        with service.client("firm", "account-of-others") as other:
            told = problem(other.post("/epcis/capture", json=foreign), 403, "SecurityException")
            assert told["errors"][0]["field"] == path
