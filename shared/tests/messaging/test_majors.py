"""Two majors of one event side by side, through a real broker and a real relay."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from probe import QUEUE, dead_letters, eventually
from probe_domain import HANDLERS, SERVICE, Adopt, PlanCopy, Steps
from probe_majors import MAJORS, RenamedV1, RenamedV2, RenamingWork

from nscl_contracts import CONTENT_TYPE, CloudEvent, encode
from nscl_shared.kernel import new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.messaging.failure import REASON
from nscl_shared.messaging.publisher import Outgoing
from nscl_shared.persistence import database as service_database

OLD_QUEUE = "agency--old"


@pytest.fixture
def upgraded(make_probe, publisher):
    # the shared queue of the probes is bound to everything of registration
    publisher.channel.queue_unbind(QUEUE, "registration.events", "vn.nscl.registration.#")
    probe = make_probe(NSCL_PROBE="upgraded")
    yield probe
    for major in (RenamedV1, RenamedV2):
        publisher.channel.queue_unbind(QUEUE, "registration.events", major.type)


@pytest.fixture
def old_agency(publisher):
    """The queue of an agency that knows the first major only."""
    publisher.channel.queue_declare(OLD_QUEUE, exclusive=True)
    publisher.channel.queue_bind(OLD_QUEUE, "registration.events", RenamedV1.type)
    return publisher.channel


def said(contract: Any, subject: str, title: str, **more: Any) -> Outgoing:
    event = CloudEvent(
        id=new_id(),
        source="/province/lang-son/registration",
        type=contract.type,
        subject=subject,
        time=datetime.now(UTC),
        sequence=1,
        data={"plan_id": subject, "title": title, **more},
    )
    body = encode(event, catalogue=MAJORS)
    return Outgoing("registration.events", contract.type, body, {"content_type": CONTENT_TYPE})


def copies() -> dict[str, tuple[str, str]]:
    return {copy.id: (copy.title, copy.issuer) for copy in PlanCopy.objects}


def started(probe, publisher) -> None:
    """Start the probe and knock until it hears: its queue is bound by itself alone."""
    probe.start()
    eventually(lambda: publisher.publish([said(RenamedV1, "knock", "x")]) or copies())


def test_an_event_of_the_first_major_reaches_a_subscriber_of_the_second(upgraded, publisher):
    started(upgraded, publisher)
    publisher.publish([said(RenamedV1, "p", "kế hoạch năm"), said(RenamedV2, "q", "x", words=9)])
    eventually(lambda: {"p", "q"} <= set(copies()))
    assert copies()["p"] == ("kế hoạch năm", f"{RenamedV2.type} 3")
    assert copies()["q"] == ("x", f"{RenamedV2.type} 9")


def test_a_fact_published_in_both_majors_has_one_effect(upgraded, publisher, old_agency):
    started(upgraded, publisher)
    CommandBus(SERVICE, HANDLERS, RenamingWork).execute(Adopt("both", title="một kế hoạch"))
    (older,) = eventually(lambda: taken(old_agency))
    event = json.loads(older.body)
    assert (event["type"], event["data"]) == (
        RenamedV1.type,
        {"plan_id": "both", "title": "một kế hoạch"},
    )
    publisher.publish([said(RenamedV1, "last", "x")])  # behind both forms in the queue
    eventually(lambda: {"both", "last"} <= set(copies()))
    assert Steps.objects(id="both").get().taken == [1]
    marks = service_database(SERVICE).inbox.find({"_id": {"$regex": f"^{event['id']}"}})
    assert len(list(marks)) == 2  # one for each command, none for the second form


def taken(channel: Any) -> list[Any]:
    found = []
    while message := channel.basic_get(OLD_QUEUE, no_ack=True):
        if json.loads(message.body)["subject"] == "both":
            found.append(message)
    return found


def test_an_event_that_cannot_be_raised_is_dead_with_the_reason(upgraded, publisher, broker):
    started(upgraded, publisher)
    publisher.publish([said(RenamedV1, "p", "torn")])
    (letter,) = eventually(lambda: dead_letters(broker.amqp_uri))
    assert letter.headers["x-nscl-code"] == "cast-failed"
    assert "plan-renamed.v1 as vn.nscl.registration.plan-renamed.v2" in letter.headers[REASON]
