"""The reporting service alone, as a real process behind a real broker and database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import httpx
import pytest
from kombu import Connection

from nscl_contracts import CONTENT_TYPE, CloudEvent, encode
from nscl_shared.auth.keys import read_signing_key
from nscl_shared.auth.principal import Principal
from nscl_shared.auth.tokens import TokenSigner
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import declare_producer, events_exchange
from nscl_shared.runtime.secrets import Secrets
from nscl_shared.testing.stack import Stack

PRODUCERS = ("registration", "certification", "traceability")
LADDER = {"NSCL_RETRY_LADDER_MS": "100,200"}


class Platform:
    """The running service with ways to talk to it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.url = stack.service_url("reporting")

    def publish(self, events: Sequence[CloudEvent | tuple[str, str]]) -> None:
        """Publish events (or ``(type, body)``) to their producers' exchanges, confirmed."""
        publisher = ConfirmingPublisher(self.stack.amqp_uri, heartbeat=0)
        for producer in PRODUCERS:
            declare_producer(publisher.channel, producer)
        publisher.publish([outgoing(event) for event in events])
        publisher.close()

    def report(self, year: int = 2022) -> dict:
        return self.get(f"/api/reporting/years/{year}/report").raise_for_status().json()

    def get(self, path: str, role: str | None = None, **headers: str) -> httpx.Response:
        return self.ask("GET", path, role, **headers)

    def ask(self, method: str, path: str, role: str | None, **headers: str) -> httpx.Response:
        if role:
            headers["Authorization"] = f"Bearer {self.token(role)}"
        with httpx.Client(base_url=self.url, trust_env=False, timeout=30) as client:
            return client.request(method, path, headers=headers)

    def token(self, role: str) -> str:
        key = Secrets(self.stack.layout.secrets).signing_key_file
        principal = Principal(subject=f"{role}-1", username=role, role=role)
        return TokenSigner(read_signing_key(key)).issue(principal)

    def dead_letter(self, queue: str):
        """Take one message off ``<queue>.dead``, None when there is none."""
        with Connection(self.stack.amqp_uri) as connection:
            return connection.default_channel.basic_get(f"{queue}.dead", no_ack=True)


def outgoing(event: CloudEvent | tuple[str, str]) -> Outgoing:
    type_, body = event if isinstance(event, tuple) else (event.type, encode(event))
    return Outgoing(
        exchange=events_exchange(type_.split(".")[2]),
        routing_key=type_,
        body=body,
        properties={"content_type": CONTENT_TYPE, "content_encoding": "utf-8"},
    )


@pytest.fixture(scope="package")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The service without any other, kept for all tests of this folder."""
    home = tmp_path_factory.mktemp("reporting-stack")
    with Stack(home, ["reporting"], environment=LADDER) as stack:
        yield Platform(stack)
