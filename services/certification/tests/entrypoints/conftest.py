"""The real service process on a real broker and database, and clients to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from nscl_certification.manifest import MANIFEST
from nscl_contracts import encode, find
from nscl_shared.auth.principal import Principal
from nscl_shared.auth.tokens import TokenSigner
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import declare_producer
from nscl_shared.testing import waiting
from nscl_shared.testing.alone import running_alone
from nscl_shared.testing.arrivals import Overheard, overhearing
from nscl_shared.testing.producer import example_event

PATIENCE_SECONDS = 90
QUEUE = "certification--registration"


@dataclass(frozen=True)
class Running:
    """The address of the service and who may sign in."""

    url: str
    amqp_uri: str
    signer: TokenSigner

    def client(self, role: str, subject: str = "", **headers: str) -> httpx.Client:
        """Return a client with a bearer token."""
        who = Principal(
            subject=subject or f"account-{role}",
            username=role,
            role=role,
            display_name="Chị Lan",
        )
        headers = {"Authorization": f"Bearer {self.signer.issue(who)}", **headers}
        return httpx.Client(base_url=self.url, headers=headers, timeout=30, trust_env=False)


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """Return the first true answer of ``condition``; the service may take its time."""
    return waiting.until(condition, what, seconds)


@pytest.fixture(scope="session")
def service(broker: Any, database: Any, tmp_path_factory: Any) -> Iterator[Running]:
    """The service, alone."""
    folder = tmp_path_factory.mktemp("certification")
    with running_alone(MANIFEST, folder, broker.amqp_uri, database.mongodb_uri) as alone:
        yield Running(alone.url, broker.amqp_uri, alone.signer)


@pytest.fixture(scope="session")
def officer(service: Running) -> Iterator[httpx.Client]:
    """An officer who reads English."""
    with service.client("officer", **{"Accept-Language": "en"}) as client:
        yield client


class Registration:
    """Speaks as registration: publishes events of its contracts."""

    def __init__(self, uri: str) -> None:
        self.publisher = ConfirmingPublisher(uri, heartbeat=0)
        declare_producer(self.publisher.channel, "registration")
        until(self._heard, "certification listens")

    def say(self, name: str, /, *, sequence: int = 1, **changes: Any) -> None:
        contract = find(f"vn.nscl.registration.{name}.v1")
        event = example_event(contract, sequence=sequence, **changes)
        properties = {"content_type": "application/cloudevents+json"}
        self.publisher.publish(
            [Outgoing("registration.events", contract.type, encode(event), properties)]
        )

    def _heard(self) -> bool:
        declared = self.publisher.channel.queue_declare(QUEUE, passive=True)
        return bool(declared.consumer_count)


@pytest.fixture
def registration(service: Running) -> Iterator[Registration]:
    speaker = Registration(service.amqp_uri)
    yield speaker
    speaker.publisher.close()


@pytest.fixture
def listener(service: Running) -> Iterator[Overheard]:
    with overhearing(service.amqp_uri, "certification") as overheard:
        yield overheard


@pytest.fixture
def eventually() -> Callable[..., Any]:
    return until


@pytest.fixture
def body() -> dict[str, Any]:
    """A new case of a unit that nobody else has."""
    return {
        "scheme": "hop-quy",
        "standard": "QCVN 16:2019/BXD",
        "firm": {"firm_id": new_id(), "name": "Công ty TNHH Huyền Sơn", "org_type": "DN"},
        "products": [{"product_id": "p-1", "name": "Đá xây dựng 1x2"}],
        "opened_on": "2022-06-10",
    }


@pytest.fixture
def paper() -> dict[str, Any]:
    """A certificate with a number of its own."""
    return {
        "number": f"VD-{new_id()}",
        "certifier": "Tổ chức chứng nhận Ví dụ",
        "issued_on": "2022-09-01",
    }
