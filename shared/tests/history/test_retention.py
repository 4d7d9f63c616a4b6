"""How long the history is kept comes from the profile; a stream made otherwise stops nobody."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
import structlog
from amqp import Message
from kombu import Connection

from nscl_shared.history import HistoryReader
from nscl_shared.messaging.publisher import ConfirmingPublisher
from nscl_shared.messaging.retention import LOG_STREAM, policy_command, stream_arguments
from nscl_shared.messaging.topology import declare_producer
from nscl_shared.province import ProfileError, current_profile, load_profile
from nscl_shared.testing.producer import publish_raw


@contextmanager
def stream_made_with(amqp_uri: str, arguments: dict):
    with Connection(amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_delete(LOG_STREAM)
        channel.queue_declare(LOG_STREAM, durable=True, auto_delete=False, arguments=arguments)
        try:
            yield channel
        finally:
            channel.queue_delete(LOG_STREAM)


def profile(folder, history: str):
    shipped = (current_profile_folder() / "profile.yaml").read_text()
    (folder / "profile.yaml").write_text(shipped + history)
    return load_profile(folder)


def current_profile_folder():
    from nscl_shared.settings import settings

    return settings().provinces_path / settings().province


def test_the_profile_decides(tmp_path) -> None:
    limits = profile(tmp_path, "history: {max_age: 400d, max_gib: 2, segment_mib: 16}\n").history

    assert stream_arguments(limits) == {
        "x-queue-type": "stream",
        "x-max-age": "400D",
        "x-max-length-bytes": 2 * 2**30,
        "x-stream-max-segment-size-bytes": 16 * 2**20,
    }


def test_without_a_word_in_the_profile_ten_years_are_kept(tmp_path) -> None:
    assert profile(tmp_path, "").history == {"max_age": "3650d", "max_gib": 8, "segment_mib": 64}


@pytest.mark.parametrize(
    ("history", "word"),
    [
        ("history: {max_age: ten years}\n", "Write a number and a unit"),
        ("history: {max_gib: 0}\n", "max_gib"),
        ("history: {segment_mib: 5000}\n", "segment_mib"),
        ("history: {max_gb: 1}\n", "max_gb"),
    ],
)
def test_what_is_no_limit_is_explained(tmp_path, history, word) -> None:
    with pytest.raises(ProfileError, match=word):
        profile(tmp_path, history)


def test_the_broker_forgets_beyond_the_limit(broker) -> None:
    small = {
        **stream_arguments(current_profile().history),
        "x-max-length-bytes": 2 * 2**20,
        "x-stream-max-segment-size-bytes": 2**20,
    }
    with stream_made_with(broker.amqp_uri, small):
        publisher = ConfirmingPublisher(broker.amqp_uri, heartbeat=0)
        for _ in range(600):
            publisher.channel.basic_publish(Message("x" * 10_000), "", LOG_STREAM)
        publisher.close()
        reader = HistoryReader(broker.amqp_uri)
        offsets = [entry.offset for entry in reader.entries("first", quiet_seconds=1.5)]
    assert offsets[0] > 0
    assert 0 < len(offsets) < 600


def test_a_stream_made_with_other_limits_is_told_of_and_used(broker) -> None:
    old = {"x-queue-type": "stream", "x-max-length-bytes": 1_000_000_000}
    with stream_made_with(broker.amqp_uri, old), structlog.testing.capture_logs() as logs:
        publish_raw(broker.amqp_uri, [("vn.nscl.registration.plan-adopted.v1", "{}")])
        found = list(HistoryReader(broker.amqp_uri).entries("first", quiet_seconds=1.5))

    (warning,) = [line for line in logs if line["event"] == "history-kept-otherwise"]
    assert [entry.body for entry in found] == ["{}"]
    assert "inequivalent arg" in warning["reason"]
    assert warning["remedy"].startswith("rabbitmqctl set_policy -p nscl --apply-to queues")


def test_the_same_limits_are_declared_in_silence_as_often_as_you_like(broker) -> None:
    with Connection(broker.amqp_uri) as connection, structlog.testing.capture_logs() as logs:
        for _ in range(3):
            declare_producer(connection.channel(), "registration")
    assert [line for line in logs if line["event"] == "history-kept-otherwise"] == []


def test_the_remedy_is_a_policy_the_broker_can_read() -> None:
    command = policy_command(current_profile().history, "nscl")
    definition = json.loads(command.rsplit("'", 2)[1])
    assert definition == {
        "max-age": "3650D",
        "max-length-bytes": 8 * 2**30,
        "stream-max-segment-size-bytes": 64 * 2**20,
    }
    assert r"'^nscl\.log$'" in command
