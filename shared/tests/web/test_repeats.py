"""A repeated request is recognised by its key, which belongs to its caller alone."""

from __future__ import annotations

import re

import pytest

KEY = re.compile(r'name="_key" value="([0-9a-f-]{36})"')


def key_of(probe, role: str, key: str) -> str | None:
    with probe.bearer(role) as client:
        response = client.post(
            "/api/probe/things", json={"name": "a"}, headers={"Idempotency-Key": key}
        )
    assert response.status_code == 201, response.text
    found: str | None = response.json()["key"]
    return found


def test_the_keys_of_two_callers_never_meet(probe) -> None:
    officer, firm = (key_of(probe, role, "same") for role in ("officer", "firm"))
    assert officer != firm
    assert officer == key_of(probe, "officer", "same")


def test_an_account_cannot_write_the_key_of_another(probe) -> None:
    assert key_of(probe, "firm", "officer|same") != key_of(probe, "officer", "same")


def test_without_a_key_a_request_is_never_a_repeat(probe) -> None:
    assert key_of(probe, "officer", "") is None


@pytest.mark.parametrize("key", ["x" * 201, "a b", "a\tb", "é".encode(), b"\xff"])
def test_a_key_that_cannot_be_used_is_refused(probe, key: str | bytes) -> None:
    with probe.bearer("officer") as client:
        headers = {"Idempotency-Key": key}
        response = client.post("/api/probe/things", json={"name": "a"}, headers=headers)
    assert (response.status_code, response.json()["code"]) == (400, "idempotency-key-invalid")


def test_a_key_that_cannot_be_used_is_refused_also_where_nothing_reads_it(probe) -> None:
    with probe.bearer("admin") as client:
        url, headers = "/api/probe/things/1", {"Idempotency-Key": "a b"}
        refused = client.delete(url, headers=headers)
        assert client.delete(url).status_code == 204
        assert client.get("/api/probe/things", headers=headers).status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (400, "idempotency-key-invalid")


@pytest.mark.parametrize("key", ["x" * 200, "!~", "3f2b"])
def test_any_short_printable_key_is_taken(probe, key: str) -> None:
    assert key_of(probe, "officer", key) == f"account-officer|{key}"


def test_every_form_shown_has_a_key_of_its_own(probe) -> None:
    with probe.browser() as browser:
        first, second = (KEY.findall(browser.get("/probe/form").text) for _ in range(2))
    assert len(first) == len(second) == 1
    assert first != second


def test_a_form_sends_its_key_and_a_refused_one_gets_another(probe) -> None:
    with probe.browser() as browser:
        taken = browser.post("/probe/form", data={"name": "a", "_key": "k1"})
        refused = browser.post("/probe/form", data={"name": "", "_key": "k1"})
    assert taken.json() == {"thing": {"name": "a"}, "key": "anonymous|k1"}
    assert KEY.findall(refused.text) not in ([], ["k1"])


def test_something_new_says_where_it_is(probe) -> None:
    with probe.bearer("officer") as client:
        response = client.post("/api/probe/things", json={"name": "a"})
    assert response.headers.get_list("Location") == ["/api/probe/things/1"]
