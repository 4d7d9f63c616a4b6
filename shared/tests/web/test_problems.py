"""What goes wrong is told as a problem document, or as a page to a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from web_probe.service import SECRET

API_TYPE = "application/problem+json"
PAGE_TYPE = "text/html; charset=utf-8"
MEMBERS = {"type", "title", "status", "detail", "instance", "code", "correlationid", "errors"}
LARGE = b"x" * (1024 * 1024 + 1)
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Case:
    """A request that is refused."""

    status: int
    code: str
    method: str
    path: str
    role: str = ""
    content: bytes | None = None
    kind: str = "application/json"

    def send(self, client: httpx.Client, prefix: str) -> httpx.Response:
        kind = {} if self.content is None else {"Content-Type": self.kind}
        return client.request(self.method, prefix + self.path, content=self.content, headers=kind)


API = [
    Case(400, "malformed-body", "POST", "/open", content=b"{"),
    Case(400, "idempotency-key-invalid", "GET", "/fails/bad"),
    Case(401, "not-authenticated", "GET", "/things/1"),
    Case(403, "not-allowed", "DELETE", "/things/1", role="firm"),
    Case(404, "no-such-page", "GET", "/nowhere"),
    Case(404, "no-such-page", "GET", "/things/one"),
    Case(404, "thing-not-found", "GET", "/things/1", role="officer"),
    Case(405, "method-not-allowed", "PUT", "/things"),
    Case(409, "thing-closed", "GET", "/fails/conflict"),
    Case(413, "body-too-large", "POST", "/open", content=LARGE),
    Case(415, "unsupported-content-type", "POST", "/open", content=b"a=1", kind="text/plain"),
    Case(422, "invalid-input", "POST", "/open", content=b"{}"),
    Case(422, "name-taken", "GET", "/fails/rule"),
    Case(500, "unexpected", "GET", "/fails/unexpected"),
    Case(503, "database-away", "GET", "/fails/database"),
]
FORM = "application/x-www-form-urlencoded"
PAGES = [
    Case(400, "idempotency-key-invalid", "GET", "/fails/bad"),
    Case(403, "not-allowed", "GET", "/officers", role="firm"),
    Case(404, "no-such-page", "GET", "/nowhere"),
    Case(404, "thing-not-found", "GET", "/fails/missing"),
    Case(405, "method-not-allowed", "DELETE", "/open"),
    Case(409, "thing-closed", "GET", "/fails/conflict"),
    Case(413, "body-too-large", "POST", "/form", content=LARGE, kind=FORM),
    Case(415, "unsupported-content-type", "POST", "/form", content=b"a", kind="text/plain"),
    Case(422, "name-taken", "GET", "/fails/rule"),
    Case(422, "invalid-input", "POST", "/form", content=b"name=", kind=FORM),
    Case(500, "unexpected", "GET", "/fails/unexpected"),
    Case(500, "unexpected", "GET", "/fails/template"),
    Case(500, "unexpected", "GET", "/fails/object"),
    Case(503, "database-away", "GET", "/fails/database"),
]


def name(case: Case) -> str:
    return f"{case.status}-{case.code}-{case.path.strip('/')}"


@pytest.mark.parametrize("case", API, ids=name)
def test_a_program_gets_a_problem_document(probe, case: Case) -> None:
    with probe.bearer(case.role) if case.role else probe.client() as client:
        response = case.send(client, "/api/probe")
    told = response.json()
    assert (response.status_code, response.headers["Content-Type"]) == (case.status, API_TYPE)
    assert set(told) == MEMBERS
    assert (told["status"], told["code"]) == (case.status, case.code)
    assert told["type"] == f"urn:nscl:problem:{case.code}"
    assert told["instance"] == f"/api/probe{case.path}"
    assert told["correlationid"] == response.headers["X-Request-ID"]


@pytest.mark.parametrize("case", API, ids=name)
def test_the_words_are_in_the_callers_language(probe, case: Case) -> None:
    about = {"Authorization": f"Bearer {probe.token(case.role)}"} if case.role else {}
    told: dict[str, Any] = {}
    for language in ("vi", "en"):
        with probe.client(**about, **{"Accept-Language": language}) as client:
            response = case.send(client, "/api/probe")
        assert response.headers["Content-Language"] == language
        told[language] = response.json()
    for member in ("title", "detail"):
        assert told["vi"][member] != told["en"][member]
        assert told["en"][member].isascii()
        assert not told["vi"][member].isascii()


@pytest.mark.parametrize("case", PAGES, ids=name)
def test_a_browser_gets_a_page_that_says_the_same(probe, case: Case) -> None:
    with probe.browser(case.role) as browser:
        response = case.send(browser, "/probe")
    assert (response.status_code, response.headers["Content-Type"]) == (case.status, PAGE_TYPE)
    assert '<html lang="en">' in response.text
    assert "<h1>" in response.text
    assert SECRET not in response.text


@pytest.mark.parametrize("case", PAGES, ids=name)
def test_a_page_that_refuses_speaks_vietnamese_first(probe, case: Case) -> None:
    with probe.browser(case.role, language="fr") as browser:
        response = case.send(browser, "/probe")
    assert '<html lang="vi">' in response.text
    for english in ("Not found", "Please", "Something went wrong", "Try again", "Reference"):
        assert english not in response.text


def test_figures_and_dates_are_written_as_the_reader_writes_them(probe) -> None:
    with probe.client() as client:
        english = client.get("/api/probe/fails/conflict", headers={"Accept-Language": "en"})
        vietnamese = client.get("/api/probe/fails/conflict")
    told = "The thing was closed on 30/11/2022. Open it again for 50,000,000 VND."
    assert english.json()["detail"] == told
    told = "Mục này đã đóng ngày 30/11/2022. Hãy mở lại với giá 50.000.000 đồng."
    assert vietnamese.json()["detail"] == told


def test_a_rule_names_the_field_it_is_about(probe) -> None:
    with probe.client(**{"Accept-Language": "en"}) as client:
        told = client.get("/api/probe/fails/rule").json()
    remedy = "Choose another one."
    assert told["errors"] == [
        {"field": "parts.0.name", "detail": "This name is taken.", "remedy": remedy}
    ]


def test_a_code_without_words_is_shown_as_it_is(probe) -> None:
    with probe.client() as client:
        response = client.get("/api/probe/fails/wordless")
    assert (response.status_code, response.json()["detail"]) == (422, "code-without-words")


def test_what_is_possible_instead_is_named(probe) -> None:
    with probe.client(**{"Accept-Language": "en"}) as client:
        response = client.put("/api/probe/things")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert "PUT" in response.json()["detail"]


def test_a_401_says_how_to_log_in(probe) -> None:
    with probe.client() as client:
        anonymous = client.get("/api/probe/things/1")
        invalid = client.get("/api/probe/things/1", headers={"Authorization": "Bearer x.y.z"})
    assert {anonymous.status_code, invalid.status_code} == {401}
    assert anonymous.headers["WWW-Authenticate"] == "Bearer"
    assert invalid.json()["code"] == "token-invalid"


def test_a_browser_is_sent_to_the_login_and_back(probe) -> None:
    with probe.browser() as browser:
        response = browser.get("/probe/mine?kind=a&x=%2F%2Fevil")
    assert response.status_code == 303
    target = "/identity/login?next=%2Fprobe%2Fmine%3Fkind%3Da%26x%3D%252F%252Fevil"
    assert response.headers["Location"] == target


def test_without_an_identity_service_a_browser_gets_a_page(behind_tls) -> None:
    with behind_tls.browser() as browser:
        response = browser.get("/probe/mine")
    assert (response.status_code, response.headers["Content-Type"]) == (401, PAGE_TYPE)
    assert "Please log in" in response.text


@pytest.mark.parametrize("path", ["/probe/nowhere", "/probe/open", "/probe/mine"])
def test_a_wrong_bearer_token_never_breaks_a_page(probe, path: str) -> None:
    with probe.browser(Authorization="Bearer x.y.z") as browser:
        response = browser.get(path)
    assert response.status_code in {303, 401, 404}


def test_what_was_typed_into_an_address_is_shown_harmless(probe) -> None:
    with probe.browser() as browser:
        response = browser.get("/probe/<script>alert(1)</script>?lang=en&a=<script>alert(1)")
    assert response.status_code == 404
    assert "<script" not in response.text


def test_a_temporary_failure_says_when_to_come_again(probe) -> None:
    with probe.client() as client:
        assert client.get("/api/probe/fails/database").headers["Retry-After"] == "5"
