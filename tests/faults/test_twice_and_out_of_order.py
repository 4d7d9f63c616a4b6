"""Every event of the year, doubled and shuffled, comes out as the same year."""

from __future__ import annotations

import json
import random

import amqp
import kombu
import pytest

from nscl_contracts import ContractError, decode
from nscl_example_lang_son_2022 import differences, load_published
from nscl_shared.kernel import new_id
from nscl_shared.messaging.retention import LOG_STREAM
from nscl_shared.testing.producer import publish_raw
from nscl_shared.testing.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

READERS = ("reporting", "notifications")
SEED = 1322
PREFETCH = 200
MARKER = "application/x-end-of-history"
Event = tuple[str, str | bytes]


def history(amqp_uri: str) -> list[Event]:
    """Read every event that the year published, as ``(type, body)``, from the stream.

    A marker tells its end: the length that the broker tells of a stream is old.
    """
    read: list[amqp.Message] = []
    with kombu.Connection(amqp_uri) as connection, connection.channel() as channel:
        marker = amqp.Message(new_id(), content_type=MARKER)
        channel.basic_publish(marker, exchange="", routing_key=LOG_STREAM)

        def take(message: amqp.Message) -> None:
            read.append(message)
            channel.basic_ack(message.delivery_tag)

        channel.basic_qos(0, PREFETCH, False)
        channel.basic_consume(LOG_STREAM, callback=take, arguments={"x-stream-offset": "first"})
        while not (read and read[-1].body == marker.body):
            connection.drain_events(timeout=30)
    return [(m.delivery_info["routing_key"], m.body) for m in read if is_event(m)]


def is_event(message: amqp.Message) -> bool:
    """Leave out the markers and what other tests broke on purpose."""
    try:
        decode(message.body, message.properties.get("content_type"))
    except ContractError:
        return False
    return True


def report(stack: Stack) -> dict:
    with stack.client() as web:
        return web.get("/api/reporting/years/2022/report").json()


def dead(stack: Stack) -> dict[str, int]:
    flows = stack.flow_settled(180)
    return {
        queue: state["dead"]
        for flow in flows.values()
        for queue, state in flow["subscriptions"].items()
        if state["dead"]
    }


def letters(stack: Stack) -> int:
    """Count the letters that arrived, once none waits to be sent."""
    stack.until(lambda: not waiting(stack), "the letters to be sent", 120)
    return len(list((stack.layout.home / "mail").glob("*.eml")))


def waiting(stack: Stack) -> bool:
    with stack.client() as web:
        states = [
            web.get("/api/notifications/deliveries", params={"state": state}).json()["items"]
            for state in ("queued", "sending")
        ]
    return any(states)


def test_a_fresh_reader_of_the_shuffled_history_reports_the_same_year(year, tmp_path):
    events = history(year.stack.amqp_uri)
    twice = [*events, *events]
    random.Random(SEED).shuffle(twice)
    with Stack(tmp_path / "home", READERS) as reader:
        publish_raw(reader.amqp_uri, twice)
        assert dead(reader) == {}
        assert differences(report(reader), load_published()) == []
        assert report(reader) == report(year.stack)
        assert letters(reader) == letters(year.stack)


def test_the_whole_history_once_more_changes_nothing(year):
    before, letters_before = report(year.stack), letters(year.stack)
    already_dead = dead(year.stack)
    events = history(year.stack.amqp_uri)
    ids = {json.loads(body)["id"] for _type, body in events}
    assert len(ids) == len(events)
    random.Random(SEED).shuffle(events)
    publish_raw(year.stack.amqp_uri, events)
    assert dead(year.stack) == already_dead
    assert report(year.stack) == before
    assert letters(year.stack) == letters_before
