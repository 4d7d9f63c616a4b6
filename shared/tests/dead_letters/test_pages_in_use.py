"""The pages while others work: another operator, the subscription, many letters, no broker."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import httpx
from probe import QUEUE, eventually, outgoing
from probe_domain import SERVICE, Steps

from nscl_contracts import encode
from nscl_shared.audit import AuditLog
from nscl_shared.dead_letters import DeadLetterBox

from .conftest import API, PAGE, firm, serving
from .test_pages import words

NOWHERE = "amqp://guest:guest@127.0.0.1:1/"
CAUSE = "unexpected:0123456789ab"


def count(publisher, queue: str = f"{QUEUE}.dead") -> int:
    return int(publisher.channel.queue_declare(queue, passive=True).message_count)


def test_somebody_elses_open_box_is_told(desk, put, broker) -> None:
    put(1)
    with DeadLetterBox(broker.amqp_uri, QUEUE):
        page = desk.get(PAGE)
        acted = desk.post(f"{PAGE}/replay")
        with desk.program("admin") as program:
            listed = program.get(API)
    for answer in (page, acted):
        assert answer.status_code == 409
        assert "Somebody else has the dead letters of this service open" in words(answer)
    assert (listed.status_code, listed.json()["code"]) == (409, "dead-letters-in-use")
    assert list(AuditLog(SERVICE).entries()) == []
    assert desk.get(PAGE).status_code == 200


def test_a_short_look_of_somebody_else_is_waited_for(desk, put, broker) -> None:
    put(1)
    with ThreadPoolExecutor(1) as pool, DeadLetterBox(broker.amqp_uri, QUEUE):
        page = pool.submit(desk.get, PAGE)
        assert not page.done()
    assert page.result().status_code == 200


def test_two_operators_replay_one_cause_and_each_letter_goes_once(desk, put, publisher) -> None:
    ids = put(60)
    desk.mended.touch()
    with ThreadPoolExecutor(2) as pool:
        paths = [f"{PAGE}/replay?cause={CAUSE}"] * 2
        answers = list(pool.map(desk.post, paths))
    assert [answer.status_code for answer in answers] == [303, 303]
    told = Counter(entry.target.rsplit("/", 1)[1] for entry in AuditLog(SERVICE).entries())
    assert told == Counter(ids)
    eventually(lambda: Steps.objects.count() == 60)
    assert count(publisher) == 0
    assert {tuple(steps.taken) for steps in Steps.objects} == {(1,)}


def test_a_thousand_letters_are_answered_with_their_count_and_others_are_served(
    desk, put, publisher
) -> None:
    put(1_000)
    desk.mended.touch()
    waits: list[float] = []
    with ThreadPoolExecutor(1) as pool, httpx.Client(base_url=desk.url, trust_env=False) as other:
        replayed = pool.submit(desk.post, f"{PAGE}/replay?cause={CAUSE}")
        while not replayed.done():
            asked = time.monotonic()
            assert other.get("/health/live", timeout=30).status_code == 200
            waits.append(time.monotonic() - asked)
    answer = replayed.result()
    assert "1%2C000%20letters" in answer.headers["Set-Cookie"]
    assert len(waits) > 20
    assert max(waits) < 1.5, f"others waited {max(waits):.2f} s"
    eventually(lambda: Steps.objects.count() == 1_000)
    assert count(publisher) == 0


def test_the_subscription_goes_on_and_new_letters_come_while_it_is_looked_at(
    desk, put, publisher
) -> None:
    put(200)

    def fail() -> None:
        for number in range(300):
            publisher.publish([outgoing(encode(firm(number)))])

    with ThreadPoolExecutor(1) as pool:
        failing = pool.submit(fail)
        pages = [desk.get(PAGE).status_code for _ in range(5)]
        drop = desk.post(f"{PAGE}/drop?cause={CAUSE}", reason="test", count="200")
        failing.result()
    assert (pages, drop.status_code) == ([200] * 5, 303)
    eventually(lambda: count(publisher) == 300)


def test_a_window_that_was_cut_is_told(desk, put) -> None:
    put(5_001)
    said = words(desk.get(PAGE))
    assert "Only the oldest 5,000 of about 5,001 letters were read." in said
    assert "The first 100 of 5,000 are shown" in said
    with desk.program("auditor") as program:
        listed = program.get(API, params={"limit": 5_000}).json()
    assert (len(listed["items"]), listed["total"], listed["cut"]) == (5_000, 5_000, True)


def test_without_a_broker_the_page_says_so(broker, database, tmp_path) -> None:
    with serving(tmp_path, NOWHERE, database.mongodb_uri, "Hearing") as desk:
        for answer in (desk.get(PAGE), desk.post(f"{PAGE}/replay")):
            assert answer.status_code == 503
            assert "The message broker cannot be reached" in words(answer)
        with desk.program("admin") as program:
            answer = program.get(API)
        assert (answer.status_code, answer.json()["code"]) == (503, "broker-away")


def test_a_service_that_hears_nothing_says_so(database, tmp_path) -> None:
    with serving(tmp_path, NOWHERE, database.mongodb_uri, "Deaf") as desk:
        page = desk.get(PAGE)
        assert page.status_code == 200
        assert "This service has no subscriptions" in words(page)
        with desk.program("admin") as program:
            assert program.get(API).json()["items"] == []
            gone = program.post(f"{API}/replay", json={"id": "x"})
        assert (gone.status_code, gone.json()["code"]) == (404, "dead-letter-gone")
