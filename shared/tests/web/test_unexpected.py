"""Our own mistakes are told by a number only; the log knows the rest."""

from __future__ import annotations

import pytest
from web_probe.service import SECRET

BROWSER = "text/html"
PROGRAM = "application/json"
FAILING = [
    ("/api/probe/fails/unexpected", PROGRAM),
    ("/probe/fails/unexpected", PROGRAM),
    ("/probe/fails/unexpected", BROWSER),
    ("/probe/fails/object", BROWSER),
    ("/probe/fails/template", BROWSER),
    ("/api/probe/fails/database", PROGRAM),
]
INNER = (SECRET, "Traceback", "File ", ".py", "RuntimeError", "jinja2", "never_given", "line ")


@pytest.mark.parametrize(("path", "accept"), FAILING)
def test_a_mistake_shows_its_number_and_nothing_of_the_inside(
    probe, path: str, accept: str
) -> None:
    with probe.client(Accept=accept) as client:
        response = client.get(path)
    number = response.headers["X-Request-ID"]
    assert response.status_code in {500, 503}
    assert number in response.text
    for inner in INNER:
        assert inner not in response.text


@pytest.mark.parametrize(("path", "accept"), FAILING)
def test_the_log_tells_what_happened_under_that_number(probe, path: str, accept: str) -> None:
    with probe.client(Accept=accept) as client:
        number = client.get(path).headers["X-Request-ID"]
    entries = probe.logged(number)
    (failure,) = [entry for entry in entries if entry["level"] == "error"]
    assert "Traceback" in failure["exception"]
    assert path in failure["event"]
    assert (failure["service"], failure["logger"]) == ("probe", "nscl.web")


def test_a_mistake_while_taking_a_form_is_told_the_same_way(probe) -> None:
    with probe.browser() as browser:
        response = browser.post("/probe/form", data={"name": "broken"})
    assert response.status_code == 500
    assert SECRET not in response.text
    assert SECRET in str(probe.logged(response.headers["X-Request-ID"]))


def test_what_is_not_our_mistake_is_no_error_in_the_log(probe) -> None:
    with probe.client() as client:
        number = client.get("/api/probe/fails/conflict").headers["X-Request-ID"]
    assert [entry["level"] for entry in probe.logged(number)] == ["info"]


def test_a_caller_may_bring_a_number(probe) -> None:
    with probe.client(**{"X-Request-ID": "letter-12:a.b_c"}) as client:
        response = client.get("/api/probe/fails/unexpected")
    assert response.headers["X-Request-ID"] == "letter-12:a.b_c"
    assert response.json()["correlationid"] == "letter-12:a.b_c"
    assert probe.logged("letter-12:a.b_c")


@pytest.mark.parametrize("number", ["", "a b", "<script>", "x" * 101, "é".encode()])
def test_a_number_that_is_not_plain_is_replaced(probe, number: str | bytes) -> None:
    with probe.client() as client:
        response = client.get("/probe/open", headers={"X-Request-ID": number})
    assert response.headers["X-Request-ID"] != number
    assert len(response.headers["X-Request-ID"]) == 36


def test_no_token_and_no_query_gets_into_the_log(probe) -> None:
    with probe.bearer("officer") as client:
        client.get("/probe/open?password=from-the-query")
    token = probe.token("officer").split(".")[0]
    log = probe.log.read_text(encoding="utf-8")
    assert "from-the-query" not in log
    assert f"Bearer {token}" not in log


def test_one_mistake_after_another_leaves_the_service_well(probe) -> None:
    with probe.client() as client:
        for _time in range(30):
            assert client.get("/api/probe/fails/unexpected").status_code == 500
        assert client.get("/probe/open").status_code == 200
