"""Receivers that fail, dawdle or vanish: nothing is lost, nothing overtakes."""

import json
import threading
from contextlib import closing

from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing


def metric(service, name, webhook):
    text = service.request("GET", "/metrics").text
    label = f'webhook="{webhook}"'
    [line] = [row for row in text.splitlines() if row.startswith(name + "{") and label in row]
    return float(line.rpartition(" ")[2])


def test_errors_are_retried_and_the_order_stays(agency, gate, eventually):
    gate.answer = (500, {})
    sent = agency.announce(3)
    eventually(lambda: len(gate.seen) >= 2, "tried again")
    assert set(gate.ids()) == {sent[0]}  # nothing overtakes
    gate.answer = None
    eventually(lambda: agency.receiver.ids() == sent, "all taken, in order")
    log = agency.call("GET", "/attempts")["items"]
    assert [line["delivered"] for line in log][:3] == [True] * 3
    assert log[-1]["status"] == 500


def test_a_receiver_that_is_down_for_a_while_misses_nothing(agency, gate, eventually):
    gate.stop()
    sent = agency.announce(2)
    failing = eventually(lambda: agency.state() if agency.state()["failures"] else None, "failing")
    assert "refused" in failing["last"]["error"].lower()
    assert failing["last"]["status"] is None
    gate.start()
    eventually(lambda: agency.receiver.ids() == sent, "all taken, in order")
    eventually(lambda: agency.state()["failures"] == 0, "its patience is whole again")


def test_a_slow_receiver_is_not_waited_for(agency, gate, eventually):
    gate.hold = threading.Event()
    [event_id] = agency.announce()
    log = eventually(lambda: agency.call("GET", "/attempts")["items"], "given up")
    assert log[0]["error"] == "no answer within 2 s"
    assert 1_900 <= log[0]["duration_ms"] < 6_000
    gate.hold.set()
    gate.hold = None
    eventually(lambda: agency.state()["delivered_at"], "taken")
    assert agency.receiver.ids() == [event_id]  # once, whichever request was the first


def test_a_longer_wait_that_the_receiver_asks_for_is_kept(agency, gate, eventually):
    gate.answer = (429, {"retry-after": "2"})
    agency.announce()
    eventually(lambda: agency.state()["next_try_at"], "waiting")
    gate.answer = None
    eventually(lambda: agency.receiver.taken, "taken")
    first, second = (at for _headers, _body, at in gate.seen)
    assert second - first >= 1.9


def test_a_receiver_that_is_gone_is_disabled_at_once(agency, gate, listener, eventually):
    gate.answer = (410, {})
    agency.announce()
    eventually(lambda: agency.state()["state"] == "disabled", "disabled")
    assert (len(gate.seen), agency.state()["disabled_reason"]) == (1, "gone")
    [event] = eventually(lambda: told(listener, agency, "disabled"), "told")
    assert event["data"]["reason"] == "gone"


def told(listener, agency, what):
    kind = f"vn.nscl.notifications.webhook-{what}.v1"
    return [
        e for e in listener.events() if (e["type"], e["data"].get("name")) == (kind, agency.name)
    ]


def test_after_the_last_retry_it_is_disabled_and_resuming_delivers_the_backlog_in_order(
    agency, gate, hooked, listener, eventually
):
    gate.answer = (503, {})
    sent = agency.announce(5)
    eventually(lambda: agency.state()["state"] == "disabled", "disabled")
    assert len(gate.seen) == 7  # the schedule of the test has six waits
    [event] = eventually(lambda: told(listener, agency, "disabled"), "told")
    assert (event["data"]["reason"], event["data"]["failures"]) == ("failing", 7)
    metric_is = "nscl_notifications_webhook_disabled"
    eventually(lambda: metric(hooked, metric_is, agency.name) == 1, "the alert's metric")
    eventually(lambda: agency.state()["backlog"] == 5, "the backlog is kept")
    gate.answer = None
    agency.call("POST", "/resume")
    eventually(lambda: agency.receiver.ids() == sent, "all taken, in order")
    eventually(lambda: metric(hooked, metric_is, agency.name) == 0, "the alert ends")
    assert eventually(lambda: told(listener, agency, "resumed"), "told")


def test_while_paused_events_wait(agency, gate, eventually):
    agency.call("POST", "/pause")
    sent = agency.announce(3)
    eventually(lambda: agency.state()["backlog"] == 3, "they wait")
    assert gate.seen == []
    agency.call("POST", "/resume")
    eventually(lambda: agency.receiver.ids() == sent, "all taken, in order")


def test_a_certificate_of_an_unknown_authority_is_not_trusted(
    hooked, agency, authority, gate, eventually, tmp_path
):
    stranger = type(authority)(tmp_path)
    gate.stop()
    gate.show(stranger)
    gate.start()
    outcome = agency.call("POST", "/test")
    assert "certificate" in outcome["error"].lower()
    assert gate.seen == []


def test_what_is_no_event_or_not_granted_is_skipped_and_blocks_nothing(
    agency, gate, broker, eventually
):
    queue = f"notifications--webhook.{agency.name}"
    foreign = json.dumps({"id": "e-1", "type": "vn.nscl.registration.firm-registered.v1"})
    with closing(ConfirmingPublisher(broker.amqp_uri, heartbeat=0)) as publisher:
        publisher.publish([Outgoing("", queue, body) for body in ("rubbish", "[1]", foreign)])
    sent = agency.announce()
    eventually(lambda: agency.receiver.ids() == sent, "the next event is taken")
    assert gate.ids() == sent


def test_killed_in_the_middle_of_a_delivery_nothing_is_lost(hooked, agency, gate, eventually):
    gate.hold = threading.Event()
    sent = agency.announce(4)
    eventually(lambda: gate.seen, "a delivery has begun")
    hooked.kill()
    gate.hold.set()
    gate.hold = None
    hooked.start()
    eventually(lambda: agency.receiver.ids() == sent, "all taken once, in order")
    assert gate.ids()[:2] == [sent[0], sent[0]]  # the repeat bears the same id


def test_another_replica_takes_over_and_only_one_delivers(
    hooked, replica, agency, gate, authority, eventually, tmp_path
):
    second = replica(tmp_path)
    same = ("NSCL_JWKS_FILE", "NSCL_MASTER_KEY_FILE")
    second.environment |= {
        name: value
        for name, value in hooked.environment.items()
        if name.startswith("NSCL_WEBHOOK") or name in same
    }
    second.start()
    try:
        sent = agency.announce(10)
        eventually(lambda: len(agency.receiver.taken) == 10, "taken beside each other")
        eventually(lambda: len(agency.call("GET", "/attempts")["items"]) == 10, "all noted")
        assert gate.ids() == sent  # each of them once, by one of the two
        hooked.kill()
        more = agency.announce(5)
        eventually(lambda: agency.receiver.ids() == sent + more, "the survivor goes on")
    finally:
        print(second.told())
        second.stop()
        hooked.start()
