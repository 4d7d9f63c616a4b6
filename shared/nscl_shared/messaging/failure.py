"""What becomes of a message whose handling failed: wait and try again, or dead."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from nscl_contracts import ContractError
from nscl_shared.kernel import DomainError
from nscl_shared.messaging.ordering import Premature
from nscl_shared.messaging.publisher import Outgoing
from nscl_shared.messaging.topology import retry_name

ATTEMPT = "x-nscl-attempt"
WAITED = "x-nscl-waited-ms"
REASON = "x-nscl-reason"
CODE = "x-nscl-code"
STACK = "x-nscl-stack-digest"
FAILED_AT = "x-nscl-failed-at"
EXCHANGE = "x-nscl-original-exchange"
ROUTING_KEY = "x-nscl-original-routing-key"
REASON_LENGTH = 2_000
PATIENCE = 2
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
        delivery = message.delivery_info
        reason = f"{type(error).__name__}: {error}"[:REASON_LENGTH]
        code = error.code if isinstance(error, EXPECTED) else "unexpected"
        headers = {
            EXCHANGE: delivery.get("exchange", ""),
            ROUTING_KEY: delivery.get("routing_key", ""),
            **(message.properties.get("application_headers") or {}),
            REASON: reason,
            CODE: code,
            STACK: _stack_digest(error),
            FAILED_AT: datetime.now(UTC).isoformat(timespec="milliseconds"),
        }
        wait = _wait(headers, error, ladder_ms)
        outgoing = Outgoing(
            exchange="" if wait is None else retry_name(subscriber.service, wait),
            routing_key=f"{subscriber.queue}.dead" if wait is None else subscriber.queue,
            body=message.body,
            properties=_properties(message, headers),
        )
        outcome = "dead" if wait is None else "retried"
        return cls(outgoing, outcome, headers.get(ATTEMPT, 0), code, reason)


def _wait(headers: dict[str, Any], error: BaseException, ladder_ms: Sequence[int]) -> int | None:
    """Return the wait in ms before the next attempt, ``None`` for never; count it."""
    if isinstance(error, Premature):
        return _wait_for_predecessor(headers, ladder_ms)
    attempts = headers[ATTEMPT] = headers.get(ATTEMPT, 0) + 1
    if isinstance(error, ContractError) or attempts > len(ladder_ms):
        return None
    rung: int = ladder_ms[attempts - 1]
    return rung


def _wait_for_predecessor(headers: dict[str, Any], ladder_ms: Sequence[int]) -> int | None:
    """Return the wait in ms for a predecessor: longer in all than that one may need.

    No single wait is longer than what was waited before, so that the order is
    taken up soon after the predecessor came.
    """
    waited = headers.get(WAITED, 0)
    if waited >= PATIENCE * sum(ladder_ms):
        return None
    wait = max([ms for ms in ladder_ms if ms <= waited], default=ladder_ms[0])
    headers[WAITED] = waited + wait
    return wait


def _properties(message: Any, headers: dict[str, Any]) -> dict[str, Any]:
    kept = ("content_type", "content_encoding", "message_id")
    properties = {k: message.properties[k] for k in kept if k in message.properties}
    return {**properties, "application_headers": headers}


def _stack_digest(error: BaseException) -> str:
    """Return 12 hex digits that are equal for failures of the same place."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "|".join(f"{frame.filename}:{frame.name}:{frame.lineno}" for frame in frames)
    return hashlib.sha256(f"{type(error).__name__}|{places}".encode()).hexdigest()[:12]
