"""Dead letters are looked at without loss, replayed once in effect, dropped with a reason."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from probe import QUEUE, event, eventually, outgoing
from probe_domain import SERVICE, PlanCopy

from nscl_shared.audit import AuditLog
from nscl_shared.dead_letters import DeadLetterBox, DeadLetterOffice, Filter, InUse
from nscl_shared.messaging.publisher import Outgoing


@pytest.fixture
def office(broker, make_probe) -> DeadLetterOffice:
    return DeadLetterOffice(broker.amqp_uri, SERVICE, [QUEUE])


@pytest.fixture
def letters(make_probe, publisher, office):
    """Three letters of one cause, one that is no event; the fault is mended afterwards."""
    probe = make_probe()
    probe.start()
    poison = [event(f"p{number}", 1, "fails") for number in range(3)]
    publisher.publish([*poison, outgoing("{bad")])
    eventually(lambda: len(office.matching(Filter())) == 4)
    assert probe.stop() == 0
    return office.matching(Filter())


def titles() -> dict[str, str]:
    return {copy.id: copy.title for copy in PlanCopy.objects}


def test_a_letter_says_what_it_is_and_why_it_died(letters) -> None:
    bad, first = letters[0], letters[1]
    assert (bad.code, bad.type, bad.payload) == ("malformed-event", "", "{bad")
    assert first.type == "vn.nscl.registration.plan-adopted.v1"
    assert first.reason == "RuntimeError: the handler fails on purpose"
    assert (first.attempts, first.replays, first.exchange) == (3, 0, "registration.events")
    assert json.loads(first.payload)["id"] == first.id
    assert len({letter.cause for letter in letters[1:]}) == 1


def test_looking_changes_neither_content_nor_order(letters, office) -> None:
    assert [office.matching(Filter()) for _ in range(3)] == [letters] * 3


def test_only_one_looks_at_a_time(letters, broker, office) -> None:
    with (
        DeadLetterBox(broker.amqp_uri, QUEUE) as box,
        pytest.raises(InUse, match="somebody else is looking"),
    ):
        office.matching(Filter())
    assert len(box.letters) == len(letters)
    assert office.matching(Filter()) == letters


def test_filters_choose(letters, office) -> None:
    def count(**chosen) -> int:
        return len(office.matching(Filter(**chosen)))

    soon = datetime.now(UTC) + timedelta(hours=1)
    assert count(id=letters[2].id) == 1
    assert (count(type="vn.nscl.registration.*"), count(type="vn.nscl.reporting.*")) == (3, 0)
    assert (count(code="malformed-event"), count(cause=letters[1].cause)) == (1, 3)
    assert (count(reason="ON PURPOSE"), count(reason="nothing")) == (3, 0)
    assert (count(since=soon), count(until=soon)) == (0, 3)


def test_after_the_fault_is_mended_each_letter_has_its_effect_once(
    letters, office, make_probe
) -> None:
    make_probe(NSCL_PROBE_MENDED="1").start()
    done = office.replay(Filter(type="vn.nscl.*"), actor="can-bo", reason="mended")
    eventually(lambda: set(titles()) == {"p0", "p1", "p2"})
    assert [letter.code for letter in office.matching(Filter())] == ["malformed-event"]
    entries = list(AuditLog(SERVICE).entries())
    assert [entry.target.rsplit("/", 1)[1] for entry in entries] == [one.id for one in done]
    assert {(entry.actor, entry.action, entry.reason) for entry in entries} == {
        ("can-bo", "dead-letter-replayed", "mended")
    }


def test_what_fails_again_comes_back_with_its_count(letters, office, make_probe) -> None:
    make_probe().start()
    office.replay(Filter(id=letters[1].id), actor="can-bo")
    (again,) = eventually(
        lambda: [one for one in office.matching(Filter(id=letters[1].id)) if one.replays]
    )
    assert (again.replays, again.attempts) == (1, 3)


REPLAY_AND_DIE = """
import os, signal, sys
from nscl_shared.dead_letters import DeadLetterBox
box = DeadLetterBox(sys.argv[1], sys.argv[2]).__enter__()
box.drop = lambda *tags: os.kill(os.getpid(), signal.SIGKILL)
box.replay(box.letters[1][0])
"""


def test_killed_between_publishing_and_removing_it_is_there_twice_and_has_one_effect(
    letters, office, make_probe, broker
) -> None:
    command = [sys.executable, "-W", "ignore", "-c", REPLAY_AND_DIE, broker.amqp_uri, QUEUE]
    assert subprocess.run(command, check=False, timeout=60).returncode == -signal.SIGKILL
    eventually(lambda: len(office.matching(Filter())) == 4)
    make_probe(NSCL_PROBE="single", NSCL_PROBE_MENDED="1").start()
    office.replay(Filter(id=letters[1].id), actor="can-bo")
    from probe_domain import Steps

    eventually(lambda: [(s.id, s.taken) for s in Steps.objects] == [("p0", [1])])


def test_dropping_needs_a_reason_and_keeps_the_text(letters, office) -> None:
    with pytest.raises(ValueError, match="reason"):
        office.drop(Filter(), actor="can-bo", reason=" ")
    assert len(office.matching(Filter())) == 4
    office.drop(Filter(code="malformed-event"), actor="can-bo", reason="sent by hand")
    assert len(office.matching(Filter())) == 3
    (entry,) = AuditLog(SERVICE).entries()
    assert (entry.action, entry.details["body"]) == ("dead-letter-dropped", "{bad")


def test_what_is_dropped_at_once_does_not_come_back(publisher, broker) -> None:
    letters = [Outgoing("", f"{QUEUE}.dead", f"no event {n}") for n in range(1_500)]
    publisher.publish(letters)
    for left in (1_000, 500, 0):
        with DeadLetterBox(broker.amqp_uri, QUEUE) as box:
            assert len(box.letters) == left + 500
            tags = [tag for tag, _letter in box.letters]
            box.drop(*(tags[::2] if left else tags)[:500])
    depth = publisher.channel.queue_declare(f"{QUEUE}.dead", passive=True).message_count
    assert depth == 0


def test_what_the_broker_itself_gave_up_on_is_a_letter_too(make_probe, publisher, office) -> None:
    publisher.publish([Outgoing("", f"{QUEUE}.dead", "no event", {"content_type": "text/plain"})])
    (letter,) = eventually(lambda: office.matching(Filter()))
    assert (letter.code, letter.body, letter.attempts) == ("delivery-limit", "no event", 0)


class TestCommandLine:
    def run(self, broker, database, *arguments: str, code: int = 0) -> str:
        uris = {"NSCL_AMQP_URI": broker.amqp_uri, "NSCL_MONGODB_URI": database.mongodb_uri}
        program = [sys.executable, "-m", "nscl_shared.cli", "dead-letters", *arguments]
        done = subprocess.run(
            program, env=os.environ | uris, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    @pytest.fixture
    def own_queue(self, publisher):
        """A queue that the installed certification service has."""
        from nscl_shared.messaging.topology import declare_subscription

        queue = "certification--registration"
        declare_subscription(publisher.channel, queue, ["vn.nscl.registration.#"])
        headers = {"x-nscl-attempt": 5, "x-nscl-reason": "ValueError: x", "x-nscl-code": "broken"}
        body = event("p1", 1, "t").body
        properties = {"content_type": "application/cloudevents+json"}
        letter = Outgoing("", f"{queue}.dead", body, {**properties, "application_headers": headers})
        publisher.channel.queue_purge(queue)
        publisher.channel.queue_purge(f"{queue}.dead")
        publisher.publish([letter])
        yield queue
        for name in (queue, f"{queue}.dead"):
            publisher.channel.queue_delete(name)

    def test_an_operator_lists_shows_and_replays(
        self, broker, database, make_probe, publisher, own_queue
    ) -> None:
        chosen = ("--service", "certification")
        (listed,) = json.loads(self.run(broker, database, "list", *chosen, "--json"))
        assert (listed["queue"], listed["code"], listed["attempts"]) == (own_queue, "broken", 5)
        assert "ValueError: x" in self.run(broker, database, "show", listed["id"], *chosen)
        self.run(broker, database, "replay", listed["id"], *chosen)
        assert publisher.channel.queue_declare(own_queue, passive=True)[1] == 1
        assert json.loads(self.run(broker, database, "list", *chosen, "--json")) == []

    def test_mistakes_are_explained(self, broker, database, make_probe, own_queue) -> None:
        chosen = ("--service", "certification")
        said = self.run(broker, database, "replay", *chosen, code=1)
        assert "by its id, or all with --all" in said
        said = self.run(broker, database, "show", "nothing", *chosen, code=1)
        assert "no dead letter 'nothing'" in said
        said = self.run(broker, database, "list", *chosen, "--since", "soon", code=1)
        assert "'soon' is no time" in said
        assert "Missing option '--reason'" in self.run(
            broker, database, "drop", "--all", *chosen, code=2
        )
