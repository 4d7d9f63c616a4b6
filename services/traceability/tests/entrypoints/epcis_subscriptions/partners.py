"""Partners who subscribe, their receivers, and events of this folder's tests."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from nscl_shared.testing.receiving import HttpReceiver

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
_NUMBERS = itertools.count(1)


def number() -> int:
    """Return a number that no test has used."""
    return next(_NUMBERS)


class Receiver(HttpReceiver):
    """Takes reports over HTTP; ``answer`` says with which status."""

    def __init__(self) -> None:
        super().__init__(self.judge)
        self.answer: Callable[[dict[str, Any]], int] = lambda _document: 204
        self.taken: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/reports?from=nscl"

    def judge(self, _headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        document = json.loads(body)
        status = self.answer(document)
        if status == 204:
            self.taken.append(document)
        return status, {}

    def bodies(self) -> list[bytes]:
        return [body for _headers, body, _at in self.seen]

    def ids(self) -> list[str]:
        return [document["id"] for document in self.taken]

    def events(self) -> list[str]:
        return [event["eventID"] for document in self.taken for event in events_of(document)]


def events_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return list(document["epcisBody"]["queryResults"]["resultsBody"]["eventList"])


@dataclass
class Partner:
    """Somebody who named a query and subscribes to it."""

    client: httpx.Client
    receiver: Receiver
    query: str
    path: str = ""

    def subscribe(self, **over: Any) -> str:
        body = {"dest": self.receiver.url, "stream": True, **over}
        answer = self.client.post(f"/epcis/queries/{self.query}/subscriptions", json=body)
        assert answer.status_code == 201, answer.text
        self.path = answer.headers["Location"]
        assert self.path.endswith(answer.json()["subscriptionID"])
        return str(answer.json()["subscriptionID"])

    def state(self) -> dict[str, Any]:
        answer = self.client.get(self.path)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def event(step: str, **over: Any) -> dict[str, Any]:
    own = number()
    given = {
        "type": "ObjectEvent",
        "eventID": f"urn:uuid:event-{own}",
        "eventTime": f"2026-08-01T07:{own // 60 % 60:02d}:{own % 60:02d}+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": step,
        "epcList": [f"https://id.gs1.org/01/08936000000011/21/S{own}"],
    }
    return {**given, **over}
