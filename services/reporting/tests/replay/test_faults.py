"""Whatever dies or goes on during a replay: nothing is lost, doubled, or seen half done."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager

import pytest
from replay_province import approvals, kill, participations, publish

from nscl_shared.testing.waiting import until

MANY = 1_500


@pytest.fixture(scope="module")
def long_history(province):
    """So many events that a replay takes some seconds; the live service keeps them, too."""
    publish(province, approvals(2070, MANY))
    province.stack.flow_settled(200)
    return province


def progress(province) -> dict:
    claim = province.db.generations.find_one({"_id": "replay"}) or {}
    return claim.get("progress") or {}


def await_half(province) -> None:
    building = province.pointer["last"]

    def half() -> bool:
        done = progress(province)
        return done.get("generation", 0) > building and done["entries"] > MANY // 4

    until(half, "the replay to be in the middle", 90)


@contextmanager
def in_background(step):
    """Repeat ``step(number)`` from 0 on during the block, in a thread; its answers are collected."""
    stop, answers = threading.Event(), []

    def run() -> None:
        while not stop.is_set():
            answers.append(step(len(answers)))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield answers
    finally:
        stop.set()
        thread.join()


def finish(process) -> str:
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0, out + err
    return err


def check_right(province, before: str) -> None:
    assert province.report() == before
    assert participations(province.report(2070)) == MANY
    assert province.outcome("--dry-run")["differing"] == 0


def test_what_is_told_meanwhile_is_neither_lost_nor_doubled_nor_seen_half(long_history):
    province = long_history
    bodies = approvals(2071, 6_000)  # more than there is time for
    before = province.report()

    def tell(number: int) -> int:
        publish(province, [bodies[number]])
        return 1

    def look(number: int) -> str:
        return province.report()

    first = province.pointer["current"]
    with in_background(tell) as told, in_background(look) as seen:
        outcome = province.outcome()
        swapped_at = len(seen)
        until(lambda: len(seen) > swapped_at + 3, "readers to read on after the swap", 60)
    province.stack.flow_settled(120)

    assert outcome["swapped"]
    assert province.pointer["current"] == outcome["generation"] > first
    assert swapped_at > 1
    assert len(told) > 10
    assert set(seen) == {before}
    count = sum(told)
    assert participations(province.report(2071)) == count
    assert province.live("applications").count_documents({"year": 2071}) == count
    check_right(province, before)


def test_a_killed_replay_goes_on_where_it_was(long_history):
    province, before = long_history, long_history.report()
    current = province.pointer["current"]
    process = province.start_replay()
    await_half(province)
    kill(process)
    done = progress(province)["entries"]
    publish(province, approvals(2072, 5))
    province.stack.flow_settled()
    assert province.pointer["current"] == current
    assert participations(province.report(2072)) == 5

    outcome = province.outcome()
    assert outcome["resumed"]
    assert outcome["swapped"]
    assert outcome["entries"] > done
    assert outcome["generation"] == province.pointer["current"]
    assert participations(province.report(2072)) == 5
    check_right(province, before)


def test_a_killed_service_and_a_killed_broker_stop_no_replay(long_history):
    province, before = long_history, long_history.report()
    process = province.start_replay()
    await_half(province)
    province.stack.kill("broker")
    province.stack.kill("reporting")
    assert process.poll() is None
    finish(process)
    province.stack.wait_ready()
    check_right(province, before)


def test_a_service_killed_at_the_swap_goes_on_with_the_new_generation(long_history):
    province, bodies = long_history, approvals(2073, 40)
    before = province.report()
    process = province.start_replay()
    generation = province.pointer["last"] + 1
    publish(province, bodies[:20])
    until(lambda: province.pointer["current"] == generation, "the swap", 120)
    province.stack.kill("reporting")
    publish(province, bodies[20:])
    finish(process)
    province.stack.wait_ready()
    province.stack.flow_settled(120)
    assert participations(province.report(2073)) == 40
    check_right(province, before)


def test_a_second_replay_is_refused_while_the_first_lives(long_history):
    province = long_history
    broker = province.stack.part("broker").pid
    generation = province.pointer["current"]
    os.kill(broker, signal.SIGSTOP)  # so that the first cannot finish
    try:
        process = province.start_replay()
        until(lambda: owner(province), "the first to have the claim", 60)
        said = province.replay(code=1)
    finally:
        os.kill(broker, signal.SIGCONT)
    finish(process)

    assert f"(pid {process.pid}) is replaying reporting" in said
    assert province.pointer["current"] > generation


def owner(province) -> str:
    return (province.db.generations.find_one({"_id": "replay-lease"}) or {}).get("owner", "")


def test_a_frozen_replay_whose_place_was_taken_changes_nothing_when_it_wakes(long_history):
    province, before = long_history, long_history.report()
    frozen = province.start_replay()
    await_half(province)
    frozen.send_signal(signal.SIGSTOP)
    outcome = province.outcome()
    frozen.send_signal(signal.SIGCONT)
    out, err = frozen.communicate(timeout=60)

    assert frozen.returncode == 1, out + err
    assert "took over" in err or "changed meanwhile" in err
    assert province.pointer["current"] == outcome["generation"]
    check_right(province, before)
