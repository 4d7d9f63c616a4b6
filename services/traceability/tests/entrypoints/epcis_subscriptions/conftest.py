"""A service with little patience, and a partner whose receiver a test commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from nscl_shared.testing.fixtures import running_database

from .partners import CONTEXT, Partner, Receiver, event, number

SHORT = {
    "NSCL_WEBHOOK_ALLOW_NETWORKS": "127.0.0.0/8",
    "NSCL_WEBHOOK_HTTP_TO_LOOPBACK": "true",
    "NSCL_WEBHOOK_RETRY_SECONDS": "0.1,0.1,0.1,0.1",
    "NSCL_WEBHOOK_TIMEOUT_SECONDS": "1.5",
}


@pytest.fixture(scope="package")
def mongodb_uri(tmp_path_factory: Any) -> Iterator[str]:
    """A database of its own: another service of the session would serve the subscriptions, too."""
    with running_database(tmp_path_factory.mktemp("subscriptions-database")) as database:
        yield database.mongodb_uri


@pytest.fixture(scope="package")
def repository(serve: Any, broker: Any, mongodb_uri: str, tmp_path_factory: Any) -> Iterator[Any]:
    """The service with little patience."""
    folder = tmp_path_factory.mktemp("subscriptions")
    with serve(folder, broker.amqp_uri, mongodb_uri, **SHORT) as running:
        yield running


@pytest.fixture(scope="package")
def agency(repository: Any) -> Iterator[httpx.Client]:
    """An officer who reads English."""
    with repository.client("officer", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    one.start()
    yield one
    one.end()


@pytest.fixture
def step() -> str:
    """A step that only one test's events have."""
    return f"https://ns.example.com/step/{number()}"


@pytest.fixture
def partner(repository: Any, receiver: Receiver, step: str) -> Iterator[Partner]:
    """A partner with a query for this test's events; its query ends with the test."""
    name = f"q-{number()}"
    with repository.client("partner", f"partner-{name}", **{"Accept-Language": "en"}) as client:
        named = client.post("/epcis/queries", json={"name": name, "query": {"EQ_bizStep": [step]}})
        assert named.status_code == 201, named.text
        yield Partner(client, receiver, name)
        client.delete(f"/epcis/queries/{name}")


@pytest.fixture
def take(agency: httpx.Client, step: str) -> Callable[..., list[str]]:
    """Captures events of this test in one document and returns their ids."""

    def captured(count: int = 1, **over: Any) -> list[str]:
        events = [event(step, **over) for _ in range(count)]
        body = {
            "@context": CONTEXT, "type": "EPCISDocument", "schemaVersion": "2.0",
            "creationDate": "2026-08-01T08:00:00Z", "epcisBody": {"eventList": events},
        }  # fmt: skip
        answer = agency.post("/epcis/capture", json=body)
        assert answer.status_code == 202, answer.text
        return [each["eventID"] for each in events]

    return captured
