"""Patience and idempotency of the player, against a real HTTP server."""

from __future__ import annotations

import socket
from threading import Timer
from uuid import UUID

import pytest

from nscl_example_lang_son_2022.play.actor import Actor, idempotency_key, password_of
from nscl_example_lang_son_2022.play.client import Platform, PlayError

REFUSED = {
    "type": "urn:nscl:problem:grant-above-cap",
    "status": 422,
    "detail": "Mức hỗ trợ vượt quá 50.000.000 đồng.",
    "code": "grant-above-cap",
}


def in_turn(*answers):
    waiting = list(answers)
    return lambda _asked: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_request_is_repeated_while_parts_of_the_platform_are_away(answering):
    away = in_turn((503, {}), (502, {}), (504, {}), (500, {}), (200, {"id": "7"}))
    with answering(away) as (url, asked), Platform(url) as platform:
        assert platform.ask("step", "POST", "/things", body={"a": 1}) == {"id": "7"}
    assert [request.body for request in asked] == [{"a": 1}] * 5


def test_a_request_is_repeated_until_somebody_listens(answering):
    port = free_port()
    with Platform(f"http://127.0.0.1:{port}") as platform:
        answers = []
        ask = Timer(0, lambda: answers.append(platform.ask("step", "GET", "/")))
        ask.start()
        with answering(in_turn((200, {"id": "7"})), port=port):
            ask.join(20)
    assert answers == [{"id": "7"}]


def test_patience_ends_and_says_what_was_the_matter(answering):
    with (
        answering(in_turn((503, {"detail": "no broker"}))) as (url, _asked),
        Platform(url, patience=0.5) as platform,
        pytest.raises(PlayError, match=r"open account x: POST /accounts answers 503: .*no broker"),
    ):
        platform.ask("open account x", "POST", "/accounts", body={})


def test_what_an_event_will_mend_is_waited_for(answering):
    not_yet = (403, {"code": "firm-not-yours"})
    later = in_turn(not_yet, not_yet, (201, {"id": "7"}))
    with answering(later) as (url, asked), Platform(url) as platform:
        answer = platform.ask("step", "POST", "/", body={}, not_yet="firm-not-yours")
    assert answer == {"id": "7"}
    assert len(asked) == 3


def test_a_refusal_is_not_repeated_and_shows_step_and_problem(answering):
    with (
        answering(in_turn((422, REFUSED))) as (url, asked),
        Platform(url) as platform,
        pytest.raises(PlayError, match="Mức hỗ trợ vượt quá") as failure,
    ):
        platform.ask("approve application P1/U01", "POST", "/approve", body={})
    assert len(asked) == 1
    assert failure.value.step == "approve application P1/U01"
    assert failure.value.problem == REFUSED


def test_a_refusal_that_is_no_problem_document_is_shown_as_it_is(answering):
    with (
        answering(in_turn((404, ["nothing here"]))) as (url, _asked),
        Platform(url) as platform,
        pytest.raises(PlayError, match="nothing here"),
    ):
        platform.ask("step", "GET", "/nowhere")


def test_an_actor_logs_in_once_and_sends_token_and_key(answering):
    def answer(asked):
        return (200, {"access_token": "t1"}) if asked.path.endswith("/tokens") else (201, {})

    with answering(answer) as (url, asked), Platform(url) as platform:
        actor = Actor(platform, 5, "don-vi-u01", "secret")
        actor.post("one", "/a", {})
        actor.post("two", "/b", {})
    assert [request.path for request in asked] == ["/api/identity/tokens", "/a", "/b"]
    login, one, two = asked
    assert login.body == {"username": "don-vi-u01", "password": "secret"}
    assert "Idempotency-Key" not in login.headers
    assert one.headers["Authorization"] == "Bearer t1"
    assert one.headers["Idempotency-Key"] == idempotency_key(5, "one")
    assert two.headers["Idempotency-Key"] == idempotency_key(5, "two")


def test_an_expired_token_is_renewed_and_the_step_keeps_its_key(answering):
    tokens = iter(["old", "new"])

    def answer(asked):
        if asked.path.endswith("/tokens"):
            return 200, {"access_token": next(tokens)}
        return (200, {"id": "7"}) if asked.headers["Authorization"] == "Bearer new" else (401, {})

    with answering(answer) as (url, asked), Platform(url) as platform:
        assert Actor(platform, 5, "u", "p").post("one", "/a", {}) == {"id": "7"}
    keys = [request.headers.get("Idempotency-Key") for request in asked if request.path == "/a"]
    assert keys == [idempotency_key(5, "one")] * 2


def test_a_wrong_password_is_reported_and_not_tried_again(answering):
    wrong = (401, {"detail": "wrong password"})
    with answering(in_turn(wrong)) as (url, asked), Platform(url) as platform:
        actor = Actor(platform, 5, "u", "p")
        for _ in range(3):
            with pytest.raises(PlayError, match=r"log in u: .*401(?s:.*)wrong password"):
                actor.post("one", "/a", {})
    assert len(asked) == 1


def test_keys_depend_on_seed_and_step_and_on_nothing_else():
    assert idempotency_key(1, "a") == idempotency_key(1, "a")
    assert len({idempotency_key(1, "a"), idempotency_key(2, "a"), idempotency_key(1, "b")}) == 3
    assert UUID(idempotency_key(1, "a")).version == 5


def test_demo_passwords_are_repeatable_and_unlike_one_another():
    assert password_of("u01", "admin") == password_of("u01", "admin")
    others = {password_of("u01", "admin"), password_of("u02", "admin"), password_of("u01", "x")}
    assert len(others) == 3
    assert all(len(password) == 24 for password in others)
