"""Events reach a subscriber once in effect, whatever happens on the way."""

from __future__ import annotations

import json
import random
import signal

import pytest
from probe import QUEUE, dead_letters, event, eventually, outgoing
from probe_domain import HANDLERS, SERVICE, Adopt, PlanCopy, ProbeWork

from nscl_contracts.registration import PlanAdopted
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import database as service_database


def titles() -> dict[str, str]:
    return {copy.id: copy.title for copy in PlanCopy.objects}


def test_an_event_delivered_three_times_has_one_effect(probe, publisher) -> None:
    probe.start()
    once = event("p1", 1, "first")
    publisher.publish([once, once, once, event("p2", 1, "other")])
    eventually(lambda: set(titles()) == {"p1", "p2"})
    eventually(lambda: service_database(SERVICE).inbox.count_documents({}) == 2)


def test_disorder_changes_nothing(probe, publisher) -> None:
    probe.start()
    events = [event(f"p{i % 5}", i, f"t{i}") for i in range(1, 41)]
    shuffled = events * 2
    random.Random(7).shuffle(shuffled)
    publisher.publish(shuffled)
    eventually(lambda: service_database(SERVICE).inbox.count_documents({}) == 40)
    assert titles() == {f"p{i % 5}": f"t{i}" for i in range(36, 41)}


def test_what_always_fails_climbs_the_ladder_and_dies_with_its_reason(
    probe, publisher, broker
) -> None:
    probe.start()
    publisher.publish([event("bad", 1, "fails"), event("good", 1, "works")])
    eventually(lambda: titles() == {"good": "works"})
    (letter,) = eventually(lambda: dead_letters(broker.amqp_uri))
    headers = letter.headers
    assert headers["x-nscl-attempt"] == 3
    assert headers["x-nscl-reason"] == "RuntimeError: the handler fails on purpose"
    assert headers["x-nscl-original-exchange"] == "registration.events"
    assert headers["x-nscl-original-routing-key"] == PlanAdopted.type
    assert len(headers["x-nscl-stack-digest"]) == 12


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        (outgoing("{bad"), "not JSON"),
        (outgoing("{}", content_type="text/plain"), "content type 'text/plain'"),
        (
            outgoing(
                json.dumps(
                    json.loads(event("p", 1, "t").body)
                    | {"data": {**PlanAdopted.example, "period_from": "soon"}}
                )
            ),
            "period_from",
        ),
    ],
    ids=["not-json", "content-type", "wrong-type-of-a-member"],
)
def test_a_malformed_event_is_dead_at_once_and_does_not_stop_the_queue(
    probe, publisher, broker, poison, reason
) -> None:
    probe.start()
    publisher.publish([poison, event("next", 1, "handled")])
    eventually(lambda: titles() == {"next": "handled"})
    (letter,) = eventually(lambda: dead_letters(broker.amqp_uri))
    assert reason in letter.headers["x-nscl-reason"]
    assert letter.headers["x-nscl-code"] == "malformed-event"
    assert letter.headers["x-nscl-attempt"] == 1


def test_a_subscriber_killed_in_the_middle_loses_and_doubles_nothing(probe, publisher) -> None:
    probe.start()
    publisher.publish([event(f"p{i}", 1, "slow") for i in range(30)])
    eventually(lambda: len(titles()) >= 5)
    probe.stop(signal.SIGKILL)
    assert len(titles()) < 30
    probe.start()
    eventually(lambda: len(titles()) == 30)
    assert service_database(SERVICE).inbox.count_documents({}) == 30


def test_a_subscriber_asked_to_stop_finishes_what_it_holds(probe, publisher, broker) -> None:
    probe.start()
    publisher.publish([event(f"p{i}", 1, "slow") for i in range(60)])
    eventually(lambda: len(titles()) >= 1)
    assert probe.stop() == 0
    done, waiting = len(titles()), publisher.channel.queue_declare(QUEUE, passive=True)[1]
    assert (done < 60, done + waiting) == (True, 60)
    probe.start()
    eventually(lambda: len(titles()) == 60)


def test_what_was_committed_without_a_broker_is_relayed_when_it_is_there(
    probe, publisher, broker, database
) -> None:
    bus = CommandBus(SERVICE, HANDLERS, ProbeWork)
    for number in range(250):
        bus.execute(Adopt(f"p{number}"))
    assert titles() == {}
    probe.start()
    eventually(lambda: len(titles()) == 250)
    eventually(lambda: service_database(SERVICE).outbox.count_documents({}) == 0)
    eventually(lambda: service_database(SERVICE).outbox_sent.count_documents({}) == 0)
