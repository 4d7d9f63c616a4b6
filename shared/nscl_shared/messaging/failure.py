"""What becomes of a message whose handling failed: wait and try again, or dead."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from nscl_contracts import ContractError
from nscl_shared.kernel import DomainError
from nscl_shared.messaging.ordering import Premature
from nscl_shared.messaging.publisher import Outgoing
from nscl_shared.messaging.topology import retry_name

ATTEMPT = "x-nscl-attempt"
WAITS = "x-nscl-waits"
REASON = "x-nscl-reason"
CODE = "x-nscl-code"
STACK = "x-nscl-stack-digest"
EXCHANGE = "x-nscl-original-exchange"
ROUTING_KEY = "x-nscl-original-routing-key"
REASON_LENGTH = 2_000
EXPECTED = (ContractError, DomainError, Premature)


class Subscriber(Protocol):
    """What a failure must know of its subscription."""

    @property
    def service(self) -> str:
        """Return the subscribing service."""

    @property
    def queue(self) -> str:
        """Return the name of its queue."""


@dataclass(frozen=True)
class Failure:
    """A failed attempt and where its message goes next."""

    outgoing: Outgoing
    outcome: str
    attempt: int
    code: str
    reason: str

    @property
    def summary(self) -> dict[str, Any]:
        """Return what a log line says of it."""
        return {
            "outcome": self.outcome,
            "attempt": self.attempt,
            "code": self.code,
            "reason": self.reason,
        }

    @classmethod
    def of(
        cls, subscriber: Subscriber, message: Any, error: BaseException, ladder_ms: Sequence[int]
    ) -> Failure:
        """Decide: a broken contract is dead at once, anything else climbs the ladder.

        An event that waits for its predecessor climbs on its own account, and
        longer than the predecessor can.
        """
        headers = dict(message.properties.get("application_headers") or {})
        premature = isinstance(error, Premature)
        counter, rungs = (WAITS, patience(ladder_ms)) if premature else (ATTEMPT, ladder_ms)
        attempt = int(headers.get(counter, 0)) + 1
        dead = isinstance(error, ContractError) or attempt > len(rungs)
        code = error.code if isinstance(error, EXPECTED) else "unexpected"
        reason = f"{type(error).__name__}: {error}"[:REASON_LENGTH]
        delivery = message.delivery_info
        headers = {
            EXCHANGE: delivery.get("exchange", ""),
            ROUTING_KEY: delivery.get("routing_key", ""),
            **headers,
            counter: attempt,
            REASON: reason,
            CODE: code,
            STACK: _stack_digest(error),
        }
        outgoing = Outgoing(
            exchange="" if dead else retry_name(subscriber.service, rungs[attempt - 1]),
            routing_key=f"{subscriber.queue}.dead" if dead else subscriber.queue,
            body=message.body,
            properties=_properties(message, headers),
        )
        return cls(outgoing, "dead" if dead else "retried", attempt, code, reason)


def patience(ladder_ms: Sequence[int]) -> Sequence[int]:
    """Return how long an event waits each time for its predecessor."""
    return [*ladder_ms, *ladder_ms[-1:], *ladder_ms[-1:]]


def _properties(message: Any, headers: dict[str, Any]) -> dict[str, Any]:
    kept = ("content_type", "content_encoding", "message_id")
    properties = {k: message.properties[k] for k in kept if k in message.properties}
    return {**properties, "application_headers": headers}


def _stack_digest(error: BaseException) -> str:
    """Return 12 hex digits that are equal for failures of the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "|".join(f"{frame.filename}:{frame.name}:{frame.lineno}" for frame in frames)
    return hashlib.sha256(f"{type(error).__name__}|{places}".encode()).hexdigest()[:12]
