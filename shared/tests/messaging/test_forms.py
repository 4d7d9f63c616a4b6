"""The ordered and the batch form keep their promises when things go wrong."""

from __future__ import annotations

import random
import signal

import pytest
from probe import QUEUE, dead_letters, event, eventually, outgoing
from probe_domain import SERVICE, Steps

from nscl_shared.persistence import database as service_database


def taken() -> dict[str, list[int]]:
    return {steps.id: steps.taken for steps in Steps.objects}


@pytest.fixture
def ordered(make_probe):
    probe = make_probe(NSCL_PROBE="ordered", NSCL_RETRY_LADDER_MS="100,200,1500")
    probe.start()
    return probe


@pytest.fixture
def batch(make_probe):
    probe = make_probe(NSCL_PROBE="batch")
    probe.start()
    return probe


def test_ordered_effects_follow_the_sequence_whatever_order_they_come_in(ordered, publisher):
    events = [event(f"p{i % 3}", 1 + i // 3, "step") for i in range(30)]
    disordered = events * 2
    random.Random(3).shuffle(disordered)
    publisher.publish(disordered)
    steps = {f"p{i}": list(range(1, 11)) for i in range(3)}
    eventually(lambda: taken() == steps)


def test_what_follows_a_failed_event_waits_until_the_failed_one_is_dead(ordered, publisher, broker):
    publisher.publish([event("p", 1, "fails"), event("p", 2, "next"), event("q", 1, "other")])
    letters: list = []
    eventually(lambda: letters.extend(dead_letters(broker.amqp_uri)) or len(letters) == 2)
    reasons = [letter.headers["x-nscl-code"] for letter in letters]
    assert reasons == ["unexpected", "predecessor-missing"]
    assert taken() == {"q": [1]}


def test_a_batch_takes_each_event_once(batch, publisher):
    events = [event(f"p{i % 7}", 1 + i // 7, "step") for i in range(210)]
    publisher.publish([e for e in events for _ in range(2)])
    eventually(lambda: service_database(SERVICE).inbox.count_documents({}) == 210)
    assert taken() == {f"p{i}": list(range(1, 31)) for i in range(7)}


def test_one_bad_event_of_a_batch_dies_alone(batch, publisher, broker):
    events = [event(f"p{i}", 1, "fails" if i == 20 else "fine") for i in range(40)]
    publisher.publish([*events[:30], outgoing("{bad"), *events[30:]])
    letters: list = []
    eventually(lambda: letters.extend(dead_letters(broker.amqp_uri)) or len(letters) == 2)
    assert [letter.headers["x-nscl-code"] for letter in letters] == [
        "malformed-event",
        "unexpected",
    ]
    assert taken() == {f"p{i}": [1] for i in range(40) if i != 20}


def test_a_batch_killed_in_the_middle_loses_and_doubles_nothing(batch, publisher):
    publisher.publish([event(f"p{i}", 1, "slow" if i % 40 == 0 else "fine") for i in range(400)])
    eventually(lambda: len(taken()) >= 50)
    batch.stop(signal.SIGKILL)
    assert len(taken()) < 400
    batch.start()
    eventually(lambda: taken() == {f"p{i}": [1] for i in range(400)})


def test_a_batch_subscriber_asked_to_stop_finishes_what_it_holds(batch, publisher):
    publisher.publish([event(f"p{i}", 1, "slow" if i % 50 == 0 else "fine") for i in range(500)])
    eventually(taken)
    assert batch.stop() == 0
    done, waiting = len(taken()), publisher.channel.queue_declare(QUEUE, passive=True)[1]
    assert (done < 500, done + waiting) == (True, 500)
