"""Input is refused with the field, what is wrong and what to do, in the reader's language."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

GOOD = {"name": "Đá xây dựng 1x2", "amount": 5}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

# input, field, what is wrong and what to do: in English, in Vietnamese
REFUSALS: list[tuple[dict[str, Any], str, tuple[str, str], tuple[str, str]]] = [
    ({"amount": 1}, "name", ("missing", "Fill it in"), ("thiếu", "Hãy điền")),
    ({**GOOD, "name": None}, "name", ("empty", "Fill it in"), ("trống", "Hãy điền")),
    ({**GOOD, "name": 7}, "name", ("not a text", "quotes"), ("", "")),
    ({**GOOD, "name": ""}, "name", ("wrong length", "between 1 and 100"), ("", "100")),
    ({**GOOD, "name": "x" * 101}, "name", ("wrong length", "between 1 and 100"), ("", "100")),
    ({**GOOD, "amount": "ten"}, "amount", ("whole number", "digits"), ("", "")),
    ({**GOOD, "amount": 0}, "amount", ("out of range", "from 1 to 1000000000"), ("", "1000000000")),
    ({**GOOD, "opened_on": "30/11/2022"}, "opened_on", ("date", "2022-11-30"), ("ngày", "2022")),
    ({**GOOD, "kind": "bank"}, "kind", ("choices", "firm, cooperative"), ("", "firm, cooperative")),
    ({**GOOD, "contact": "lan"}, "contact", ("e-mail", "name@example.vn"), ("", "@")),
    ({**GOOD, "colour": 1}, "colour", ("not known", "Leave it out"), ("", "")),
    ({**GOOD, "rate": "x"}, "rate", ("not a number", "digits"), ("", "")),
    ({**GOOD, "parts": {}}, "parts", ("not a list", "[ ]"), ("", "[ ]")),
    ({**GOOD, "parts": [7]}, "parts.0", ("wrong type", "{ }"), ("", "{ }")),
    ({**GOOD, "parts": [{"code": "a"}, {}]}, "parts.1.code", ("missing", "Fill"), ("thiếu", "")),
    ({**GOOD, "parts": [{"code": "abcdef"}]}, "parts.0.code", ("too long", "at most 5"), ("", "5")),
    (
        {**GOOD, "parts": [{"code": "a", "cost": -1}]},
        "parts.0.cost",
        ("too small", "Give 0 or more"),
        ("", "0"),
    ),
]


def refusal(probe, body: Any, language: str) -> dict[str, Any]:
    with probe.client(**{"Accept-Language": language}) as client:
        response = client.post("/api/probe/open", json=body)
    assert response.status_code == 422, response.text
    return dict(response.json())


@pytest.mark.parametrize(("body", "field", "english", "vietnamese"), REFUSALS)
def test_a_refusal_names_field_fault_and_remedy(
    probe, body: dict[str, Any], field: str, english: tuple[str, str], vietnamese: tuple[str, str]
) -> None:
    for language, (fault, remedy) in {"en": english, "vi": vietnamese}.items():
        (told,) = refusal(probe, body, language)["errors"]
        assert told["field"] == field
        assert fault in told["detail"]
        assert remedy in told["remedy"]
        assert (told["detail"] + told["remedy"]).isascii() == (language == "en")


def test_everything_that_is_wrong_is_told_at_once(probe) -> None:
    told = refusal(probe, {"amount": 0, "kind": "bank", "parts": [{}, {}]}, "en")
    fields = {item["field"] for item in told["errors"]}
    assert fields == {"name", "amount", "kind", "parts.0.code", "parts.1.code"}


def test_what_concerns_no_single_field_has_no_field(probe) -> None:
    for language, words in {"en": "contradict", "vi": "mâu thuẫn"}.items():
        (told,) = refusal(probe, {"name": "contradiction"}, language)["errors"]
        assert told["field"] is None
        assert words in told["detail"]


@pytest.mark.parametrize("body", [[], "text", 7, None, [GOOD]])
def test_json_that_is_no_object_is_refused(probe, body: object) -> None:
    with probe.client(**{"Accept-Language": "en", "Content-Type": "application/json"}) as client:
        response = client.post("/api/probe/open", content=json.dumps(body))
    (told,) = response.json()["errors"]
    assert (response.status_code, told["field"]) == (422, None)
    assert told["remedy"] == "Send an object in { }."


MALFORMED = {
    "cut": b'{"name": "a"',
    "single quotes": b"{'name': 'a'}",
    "two documents": b"{}{}",
    "comma at the end": b'{"name": "a",}',
    "not UTF-8": b'{"name": "\xff"}',
    "half a character": b'{"name": "\\ud800"}',
    "half a character in a name": b'{"name": "a", "\\uDFFF": 1}',
    "not a number": b'{"name": "a", "extra": NaN}',
    "infinite": b'{"name": "a", "extra": -Infinity}',
    "too deep": b"[" * 100_000,
    "too many digits": b'{"amount": ' + b"9" * 5000 + b"}",
    "form": b"name=a&amount=1",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_malformed_json_is_refused(probe, body: bytes) -> None:
    with probe.client(**{"Accept-Language": "en"}) as client:
        headers = {"Content-Type": "application/json"}
        response = client.post("/api/probe/open", content=body, headers=headers)
    assert (response.status_code, response.json()["code"]) == (400, "malformed-body")
    assert "Send well-formed JSON in UTF-8." in response.json()["detail"]


@pytest.mark.parametrize("text", ["😀", "\u0000", "Đá", "\u202e", "\\ud800", "a\u0301"])
def test_every_text_comes_back_as_it_was_sent(probe, text: str) -> None:
    body = json.dumps({"name": text}).encode()
    with probe.client() as client:
        headers = {"Content-Type": "application/json"}
        response = client.post("/api/probe/open", content=body, headers=headers)
    assert response.json()["thing"]["name"] == text


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "text/json", FORM["Content-Type"], "application/jsonx", ";;"]
)
def test_another_content_type_is_refused_and_the_right_one_named(probe, kind: str) -> None:
    with probe.client(**{"Accept-Language": "en"}) as client:
        headers = {"Content-Type": kind}
        response = client.post("/api/probe/open", content=b"{}", headers=headers)
    assert (response.status_code, response.json()["code"]) == (415, "unsupported-content-type")
    assert "Send `Content-Type: application/json`." in response.json()["detail"]


@pytest.mark.parametrize(
    "kind", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/ld+json"]
)
def test_json_goes_by_several_names(probe, kind: str) -> None:
    with probe.client() as client:
        body = json.dumps(GOOD).encode()
        response = client.post("/api/probe/open", content=body, headers={"Content-Type": kind})
    assert response.status_code == 200


def test_a_query_is_refused_by_field_too(probe) -> None:
    with probe.client(**{"Accept-Language": "en"}) as client:
        response = client.get("/api/probe/things?limit=many&kind=bank")
    assert response.status_code == 422
    assert {item["field"] for item in response.json()["errors"]} == {"limit", "kind"}


def test_a_query_has_its_defaults_and_may_hold_more(probe) -> None:
    with probe.client() as client:
        response = client.get("/api/probe/things?utm_source=mail&cursor=%C4%91%C3%A1")
    assert response.json() == {"limit": 2, "cursor": "đá", "kind": ""}


def test_what_a_method_returns_is_written_exactly(probe) -> None:
    with probe.client() as client:
        response = client.get("/api/probe/values")
    assert response.json() == {"figures": {"cost": "1.50", "on": "2022-11-30"}, "set": [1]}
    assert response.headers["Content-Type"] == "application/json"


def submit(probe, language: str = "en", **fields: Any) -> Any:
    with probe.browser(language=language) as browser:
        content = urlencode(fields, doseq=True)
        return browser.post("/probe/form", content=content, headers=FORM)


def test_a_form_reads_figures_and_dates_as_they_are_written_here(probe) -> None:
    response = submit(
        probe, name=" Đá ", amount="1.000.000", opened_on="5/4/2022", rate="", stray="x"
    )
    assert response.json()["thing"] == {
        "name": "Đá",
        "amount": 1_000_000,
        "opened_on": "2022-04-05",
    }


def test_a_form_nests_by_dots_in_the_order_of_its_numbers(probe) -> None:
    rows = {"parts.10.code": "c", "parts.2.code": "b", "parts.0.code": "a", "parts.0.cost": "7"}
    response = submit(probe, name="x", **rows, **{"parts.3.code": ""})
    found = [part["code"] for part in response.json()["thing"]["parts"]]
    assert found == ["a", "b", "c"]


@pytest.mark.parametrize(("language", "words"), [("en", "Fill it in."), ("vi", "Hãy điền")])
def test_a_refused_form_keeps_what_was_typed_and_marks_the_field(
    probe, language: str, words: str
) -> None:
    response = submit(probe, language, name="", amount="mười", opened_on="2022-11-30")
    assert response.status_code == 422
    assert 'value="mười"' in response.text
    assert 'value="2022-11-30"' in response.text
    assert '<a href="#name">' in response.text
    assert 'aria-invalid="true" aria-describedby="name-error"' in response.text
    assert words in response.text


def test_a_refused_form_shows_what_was_typed_harmless(probe) -> None:
    response = submit(probe, name="", amount='"><script>alert(1)</script>')
    assert response.status_code == 422
    assert "<script" not in response.text
    assert "&lt;script&gt;" in response.text


def test_a_rule_that_refuses_shows_the_form_again(probe) -> None:
    response = submit(probe, name="taken", amount="5")
    assert response.status_code == 422
    assert "This name is taken. Choose another one." in response.text
    assert 'value="taken"' in response.text


def test_a_conflict_without_a_field_stands_above_the_form(probe) -> None:
    response = submit(probe, name="closed")
    assert response.status_code == 409
    assert "The thing was closed on 30/11/2022. Open it again for 1 VND." in response.text
    assert 'value="closed"' in response.text


STRANGE_FORMS = {
    "both value and group": "name=a&name.0.b=c",
    "both group and value": "name.0.b=c&name=a",
    "group for a value": "name.a.b=c&amount.x=1",
    "value for a group": "name=a&parts=x",
    "value for a row": "name=a&parts.0=x",
    "very deep": "name" + ".a" * 20_000 + "=1",
    "very deep row": "name=a&parts" + ".0" * 20_000 + "=1",
    "only dots": "name=a&...=b&.=c&=d",
    "strange numbers": "name=a&parts.%C2%B2.code=a&parts.-1.code=b&parts.%D9%A3.code=c",
    "not UTF-8": "name=%ff%fe&amount=%80",
    "no pairs": "&&&===&&&",
    "too many fields": "name=a" + "&x=1" * 30_000,
}


@pytest.mark.parametrize("content", STRANGE_FORMS.values(), ids=STRANGE_FORMS)
def test_a_strange_form_is_read_or_refused_and_never_our_fault(probe, content: str) -> None:
    with probe.browser() as browser:
        response = browser.post("/probe/form", content=content, headers=FORM)
    assert response.status_code in {200, 400, 413, 422}


STRANGE_UPLOADS = {
    "no boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "wrong boundary": ("multipart/form-data; boundary=y", b"--x\r\n\r\n--x--"),
    "cut": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\na',
    ),
    "no name": (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n",
    ),
    "no header": ("multipart/form-data; boundary=x", b"--x\r\n\r\na\r\n--x--\r\n"),
    "long boundary": (f"multipart/form-data; boundary={'x' * 5000}", b"--x--"),
    "empty": ("multipart/form-data; boundary=x", b""),
}


@pytest.mark.parametrize(("kind", "content"), STRANGE_UPLOADS.values(), ids=STRANGE_UPLOADS)
def test_a_strange_upload_is_read_or_refused_and_never_our_fault(
    probe, kind: str, content: bytes
) -> None:
    with probe.browser() as browser:
        response = browser.post("/probe/form", content=content, headers={"Content-Type": kind})
    assert response.status_code in {200, 400, 413, 422}
