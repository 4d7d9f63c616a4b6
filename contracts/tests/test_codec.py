"""Bodies are read as what they are, or refused with the reason."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from nscl_contracts import (
    CloudEvent,
    MalformedEvent,
    Message,
    UnknownEventType,
    catalogue,
    decode,
    encode,
)
from nscl_contracts.registration import PlanAdopted

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))


def plan_event() -> CloudEvent:
    return CloudEvent(
        id="0192f0c1-7a00-7000-8000-000000000009",
        source="/province/lang-son/registration",
        type=PlanAdopted.type,
        subject="73-KH-UBND-2022",
        time=datetime(2022, 4, 4, tzinfo=UTC),
        sequence=7,
        data=PlanAdopted().load(PlanAdopted.example),
    )


def body(**changes: Any) -> str:
    return json.dumps(json.loads(encode(plan_event())) | changes)


def test_what_was_encoded_is_decoded_equal() -> None:
    assert decode(encode(plan_event())) == plan_event()


def test_the_sequence_sorts_as_text() -> None:
    assert json.loads(encode(plan_event()))["sequence"] == "000000000007"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_golden_samples_of_released_events_are_still_read(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    assert json.loads(encode(decode(text))) == json.loads(text)


def test_every_event_has_a_golden_sample() -> None:
    assert {path.stem for path in SAMPLES} == {t.removeprefix("vn.nscl.") for t in catalogue()}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{bad", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "specversion"),
        (body(specversion="0.3"), "CloudEvent 1.0"),
        (body(type=5), "textual type"),
        (body(sequence="seven"), "seven"),
        (body(time="yesterday"), "yesterday"),
        (body(id=""), "id must be"),
        (body(data={"plan_id": "x"}), "kind"),
        (body(data={**PlanAdopted.example, "period_from": "soon"}), "period_from"),
        (body(data=[]), "plan-adopted"),
    ],
)
def test_a_malformed_body_is_refused_with_its_reason(text: str | bytes, reason: str) -> None:
    with pytest.raises(MalformedEvent, match=reason):
        decode(text)


def test_an_unknown_type_is_told_apart() -> None:
    with pytest.raises(UnknownEventType, match="plan-burnt"):
        decode(body(type="vn.nscl.registration.plan-burnt.v1"))


def test_another_content_type_is_refused() -> None:
    with pytest.raises(MalformedEvent, match="text/plain"):
        decode(body(), "text/plain")


def test_members_of_a_newer_producer_are_ignored() -> None:
    newer = json.loads(body())
    newer["data"]["colour"] = "red"
    assert "colour" not in decode(json.dumps(newer)).data


def test_a_producer_cannot_say_more_than_its_contract() -> None:
    data = {**plan_event().data, "colour": "red"}
    with pytest.raises(MalformedEvent, match="colour"):
        Message(PlanAdopted, data).dumped()


def test_a_producer_cannot_leave_out_a_required_member() -> None:
    data = {k: v for k, v in plan_event().data.items() if k != "number"}
    with pytest.raises(MalformedEvent, match="number"):
        Message(PlanAdopted, data).dumped()
