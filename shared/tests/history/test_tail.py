"""``nscl events tail`` shows people what was announced, without personal data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from probe import Outgoing, outgoing

from nscl_contracts import catalogue, encode
from nscl_contracts.redaction import has_personal, redact
from nscl_contracts.registration import FirmRegistered
from nscl_shared.kernel import new_id
from nscl_shared.testing.producer import example_event


def announced(event) -> Outgoing:
    properties = {"content_type": "application/cloudevents+json"}
    return Outgoing("registration.events", event.type, encode(event), properties)


@pytest.fixture
def history(publisher):
    """Two firms, an hour apart, and something that is no event; told apart by a fresh subject."""
    subject = new_id()
    now = datetime.now(UTC)
    firms = [
        example_event(FirmRegistered, firm_id=subject, sequence=number, time=moment)
        for number, moment in ((1, now - timedelta(hours=1)), (2, now))
    ]
    publisher.publish([announced(firms[0]), outgoing("{bad"), announced(firms[1])])
    return subject


def tail(broker, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nscl_shared.cli", "events", "tail", *arguments],
        env=os.environ | {"NSCL_AMQP_URI": broker.amqp_uri},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def sequences(output: str) -> list[int]:
    return [int(json.loads(line)["event"]["sequence"]) for line in output.splitlines()]


def test_the_past_is_printed_without_personal_data(broker, history) -> None:
    arguments = ("--since", "first", "--no-follow", "--subject", history, "--json")
    lines = tail(broker, *arguments).splitlines()
    data = [json.loads(line)["event"]["data"] for line in lines]
    personal = [name for name in FirmRegistered.example if name not in data[0]]
    assert len(data) == 2
    assert "contact_email" in personal
    assert "name" not in personal
    asked = tail(broker, *arguments, "--personal").splitlines()
    assert "contact_email" in json.loads(asked[0])["event"]["data"]


def test_time_type_and_count_choose(broker, history) -> None:
    def chosen(*arguments: str) -> list[int]:
        own = ("--subject", history, "--no-follow", "--json")
        return sequences(tail(broker, *own, *arguments))

    assert chosen("--since", "30m") == [2]
    assert chosen("--since", "2h", "--until", "30m") == [1]
    assert chosen("--since", "first", "--count", "1") == [1]
    assert chosen("--since", "first", "--type", "vn.nscl.registration.#") == [1, 2]
    assert chosen("--since", "first", "--type", "vn.nscl.reporting.#") == []


def test_people_read_lines_and_what_is_no_event_is_shown_raw(broker, history) -> None:
    lines = tail(broker, "--since", "first", "--no-follow").splitlines()
    assert any("registration.firm-registered.v1" in line and history in line for line in lines)
    assert any(line.endswith("{bad") for line in lines)


def test_following_shows_what_is_announced_meanwhile(broker, history, publisher) -> None:
    command = [sys.executable, "-m", "nscl_shared.cli", "events", "tail", "--json"]
    command += ["--since", "first", "--subject", history, "--count", "3"]
    environment = os.environ | {"NSCL_AMQP_URI": broker.amqp_uri, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(2)]
        publisher.publish([announced(example_event(FirmRegistered, firm_id=history, sequence=3))])
        seen.append(process.stdout.readline())
        assert process.wait(30) == 0
    assert sequences("".join(seen)) == [1, 2, 3]


def test_a_time_nobody_understands_is_explained(broker, publisher) -> None:
    assert "'tomorrow' is no time" in tail(broker, "--since", "tomorrow", code=1)


@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda contract: contract.type)
def test_redaction_leaves_exactly_what_is_not_personal(contract) -> None:
    left = redact(contract.type, contract.example)
    personal = set(contract.example) - set(left)
    assert bool(personal) <= has_personal(contract)
    for name in personal:
        assert contract().fields[name].metadata["classification"] == "personal"
    assert redact(contract.type, {**left, "unheard_of": 1}) == left
