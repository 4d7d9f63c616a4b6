"""What cannot be subscribed is refused, in the words of the one who asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from .partners import Partner, number

WANTED = {"dest": "http://127.0.0.1:9/x", "stream": True}


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"dest": None}, 400, "epcis-missing", "dest"),
        ({"dest": "nowhere"}, 400, "webhook-url-invalid", "dest"),
        ({"dest": "http://partner.example/x"}, 400, "webhook-url-insecure", "dest"),
        ({"dest": "https://10.0.0.1/x"}, 400, "webhook-host-private", "dest"),
        ({"dest": "https://169.254.169.254/latest"}, 400, "webhook-host-private", "dest"),
        ({"dest": "https://no-such-host.invalid/x"}, 400, "webhook-host-unknown", "dest"),
        ({"signatureToken": ""}, 400, "epcis-subscription-token", "signatureToken"),
        ({"signatureToken": 5}, 400, "epcis-subscription-token", "signatureToken"),
        ({"stream": False}, 400, "epcis-subscription-when", "stream"),
        ({"schedule": {"hour": "1"}}, 400, "epcis-subscription-when", "stream"),
        ({"stream": "yes"}, 400, "epcis-not-truth", "stream"),
        ({"reportIfEmpty": True}, 400, "epcis-subscription-empty", "reportIfEmpty"),
        ({"initialRecordTime": "yesterday"}, 400, "epcis-not-time", "initialRecordTime"),
        ({"secret": "x"}, 400, "epcis-subscription-unknown", "secret"),
        ({"stream": False, "schedule": {"hour": "25"}}, 400, "epcis-schedule-part", "schedule.hour"),
        ({"stream": False, "schedule": {}}, 400, "epcis-schedule-empty", "schedule"),
    ],
)  # fmt: skip
def test_what_cannot_be_subscribed_is_refused_and_nothing_is_kept(
    partner: Partner, change: dict[str, Any], status: int, code: str, field: str
) -> None:
    path = f"/epcis/queries/{partner.query}/subscriptions"
    answer = partner.client.post(path, json={**WANTED, **change})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), answer.text
    assert [each["field"] for each in told["errors"]] == [field]
    kinds = ("SubscriptionControlsException", "ValidationException")
    assert told["type"] in [f"epcisException:{kind}" for kind in kinds]
    assert partner.client.get(path).json() == []


def test_the_guide_says_what_its_example_is_answered(partner: Partner) -> None:
    guide = (Path(__file__).parents[5] / "docs/guide/epcis.md").read_text(encoding="utf-8")
    chapter = guide.partition("## Subscriptions")[2]
    example = json.loads(chapter[chapter.index("-d '") + 4 :].partition("'")[0])
    answer = partner.client.post(f"/epcis/queries/{partner.query}/subscriptions", json=example)
    assert answer.status_code == 400
    assert f"answered with 400 and `{answer.json()['code']}`" in chapter


def test_a_refusal_speaks_vietnamese(repository: Any, partner: Partner) -> None:
    body = {"dest": "https://10.0.0.1/x", "stream": True}
    with repository.client("partner", "p", **{"Accept-Language": "vi"}) as client:
        told = client.post(f"/epcis/queries/{partner.query}/subscriptions", json=body).json()
    assert "không phải địa chỉ công khai" in told["detail"]


def test_one_answer_queries_unknown_queries_and_websockets_are_told_apart(
    partner: Partner, agency: httpx.Client
) -> None:
    name = f"few-{number()}"
    agency.post("/epcis/queries", json={"name": name, "query": {"maxEventCount": "5"}})
    few = partner.client.post(f"/epcis/queries/{name}/subscriptions", json=WANTED)
    assert (few.status_code, few.json()["code"]) == (400, "epcis-subscription-order")
    none = partner.client.post("/epcis/queries/none/subscriptions", json=WANTED)
    assert (none.status_code, none.json()["type"]) == (404, "epcisException:NoSuchNameException")
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    socket_ = partner.client.get(f"/epcis/queries/{partner.query}/events", headers=upgrade)
    assert (socket_.status_code, socket_.json()["code"]) == (501, "epcis-websocket")
    options = partner.client.options(f"/epcis/queries/{partner.query}/subscriptions")
    assert options.headers["Allow"] == "OPTIONS, GET, POST"
