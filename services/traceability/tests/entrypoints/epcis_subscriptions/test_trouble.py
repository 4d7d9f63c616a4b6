"""A receiver that fails, dawdles or vanishes, and a service that is killed: nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import threading
from typing import Any

from .partners import Partner, Receiver, events_of


def test_errors_are_retried_with_the_same_report_and_nothing_overtakes(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.answer = lambda _document: 500
    partner.subscribe()
    sent = take()
    eventually(lambda: len(receiver.seen) >= 2, "tried again")
    sent += take()
    state = partner.state()
    assert (state["failures"] > 0, state["lastError"]) == (True, "500")
    receiver.answer = lambda _document: 204
    eventually(lambda: receiver.events() == sent, "all reported, in order")
    first = receiver.ids()[0]
    assert {body for body in receiver.bodies() if first in body.decode()} == {receiver.bodies()[0]}
    eventually(lambda: partner.state()["failures"] == 0, "its patience is whole again")


def test_a_receiver_that_is_down_or_slow_misses_nothing(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.hold = threading.Event()
    partner.subscribe()
    sent = take()
    shown = eventually(lambda: partner.state() if partner.state()["failures"] else None, "given up")
    assert shown["lastError"] == "no answer within 1.5 s"
    receiver.stop()
    eventually(lambda: "refused" in partner.state()["lastError"].lower(), "it is away")
    sent += take(2)
    receiver.hold.set()
    receiver.hold, receiver.taken = None, []
    receiver.start()

    def caught_up() -> bool:
        if partner.state()["state"] == "disabled":  # a busy machine used up its patience
            partner.client.post(f"{partner.path}/resume")
        return set(receiver.events()) == set(sent)

    eventually(caught_up, "all reported")


def test_after_the_last_retry_it_is_disabled_until_it_is_resumed(
    partner: Partner, receiver: Receiver, take: Any, repository: Any, eventually: Any
) -> None:
    receiver.answer = lambda _document: 503
    partner.subscribe()
    sent = take()
    eventually(lambda: partner.state()["state"] == "disabled", "disabled")
    shown = partner.state()
    assert (shown["disabledReason"], shown["failures"], len(receiver.seen)) == ("failing", 5, 5)
    gauge = 'nscl_traceability_epcis_subscriptions_disabled{service="traceability"} 1.0'
    eventually(lambda: gauge in partner.client.get("/metrics").text, "the alert's metric")
    sent += take()
    receiver.answer = lambda _document: 204
    resumed = partner.client.post(f"{partner.path}/resume")
    assert (resumed.status_code, resumed.json()["state"]) == (200, "active")
    eventually(lambda: receiver.events() == sent, "the backlog is reported")
    again = partner.client.post(f"{partner.path}/resume")
    assert (again.status_code, again.json()["code"]) == (409, "epcis-subscription-active")


def test_a_receiver_that_is_gone_is_not_tried_again(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.answer = lambda _document: 410
    partner.subscribe()
    take()
    eventually(lambda: partner.state()["state"] == "disabled", "disabled")
    assert (partner.state()["disabledReason"], len(receiver.seen)) == ("gone", 1)


def test_a_receiver_that_cannot_take_so_much_gets_smaller_reports(
    partner: Partner, receiver: Receiver, take: Any, eventually: Any
) -> None:
    receiver.answer = lambda document: 413 if len(events_of(document)) > 3 else 204
    partner.subscribe()
    sent = take(8)
    eventually(lambda: sorted(receiver.events()) == sorted(sent), "all reported")
    assert [len(events_of(each)) for each in receiver.taken] == [2, 2, 2, 2]


def test_a_kill_in_the_middle_repeats_the_report_in_flight_and_no_other(
    partner: Partner, receiver: Receiver, take: Any, repository: Any, eventually: Any
) -> None:
    partner.subscribe()
    sent = take()
    eventually(lambda: receiver.events() == sent, "the first is reported")
    receiver.hold = threading.Event()
    sent += take(2)
    eventually(lambda: len(receiver.seen) == 2, "the second is in flight")
    victim = repository.pid()
    os.kill(victim, signal.SIGKILL)
    receiver.hold.set()  # it took the report, but nobody is left to hear of it
    receiver.hold = None
    eventually(lambda: repository.pid() not in (None, victim), "it is started again")
    eventually(lambda: len(receiver.seen) >= 3, "repeated")
    eventually(lambda: partner.client.get(partner.path).status_code == 200, "it answers")
    sent += take()
    eventually(lambda: receiver.events()[-1] == sent[-1], "the last is reported")
    first, second, repeat, last = receiver.bodies()
    assert repeat == second
    ids = [json.loads(body)["id"] for body in (first, second, last)]
    assert len(set(ids)) == 3
    assert receiver.events() == [sent[0], *sorted_as(second), *sorted_as(second), sent[3]]


def sorted_as(body: bytes) -> list[str]:
    return [each["eventID"] for each in events_of(json.loads(body))]
