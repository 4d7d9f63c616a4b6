"""One dead letter, as an operator sees it."""

from __future__ import annotations

import fnmatch
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nscl_shared.messaging.failure import (
    ATTEMPT,
    CODE,
    EXCHANGE,
    FAILED_AT,
    REASON,
    ROUTING_KEY,
    STACK,
)

REPLAYS = "x-nscl-replays"
BY_BROKER = "delivery-limit"
BY_BROKER_REASON = "delivered again and again without an answer; the service died each time"


@dataclass(frozen=True)
class DeadLetter:
    """A message in a dead-letter queue.

    ``id`` is the event's id, or a digest of a body that is no event; ``cause``
    is equal for letters that failed at the same place for the same reason.
    ``time`` is when it happened, ``failed_at`` when the last attempt failed; both
    ISO 8601, empty when unknown.
    """

    id: str
    queue: str
    type: str
    subject: str
    time: str
    attempts: int
    code: str
    reason: str
    stack: str
    exchange: str
    routing_key: str
    replays: int
    failed_at: str
    body: str = field(repr=False)

    @property
    def cause(self) -> str:
        """What groups letters: the code and the place it came from."""
        return f"{self.code}:{self.stack}" if self.stack else self.code

    @property
    def payload(self) -> str:
        """The body for reading: indented when it is JSON."""
        try:
            return json.dumps(json.loads(self.body), ensure_ascii=False, indent=2)
        except ValueError:
            return self.body

    @property
    def event(self) -> Mapping[str, Any]:
        """The envelope with its data; empty when the body is no JSON object."""
        return _event(self.body)

    @classmethod
    def of(cls, queue: str, message: Any) -> DeadLetter:
        """Read a message of the dead-letter queue of ``queue``."""
        body = message.body if isinstance(message.body, str) else _text(message.body)
        headers = message.properties.get("application_headers") or {}
        event = _event(body)
        by_broker = REASON not in headers
        first_death = (headers.get("x-death") or [{}])[0]
        return cls(
            id=str(event.get("id") or hashlib.sha256(body.encode()).hexdigest()[:16]),
            queue=queue,
            type=str(event.get("type", "")),
            subject=str(event.get("subject", "")),
            time=str(event.get("time", "")),
            attempts=int(headers.get(ATTEMPT, first_death.get("count", 0))),
            code=str(headers.get(CODE, BY_BROKER)),
            reason=BY_BROKER_REASON if by_broker else str(headers[REASON]),
            stack=str(headers.get(STACK, "")),
            exchange=str(headers.get(EXCHANGE, first_death.get("exchange", ""))),
            routing_key=str(headers.get(ROUTING_KEY, "")),
            replays=int(headers.get(REPLAYS, 0)),
            failed_at=str(headers.get(FAILED_AT, "")),
            body=body,
        )


@dataclass(frozen=True)
class Filter:
    """Which letters are meant; every member that is given must fit.

    ``type`` may have ``*``; ``reason`` is a part of the text; ``since`` and
    ``until`` compare with the event's time.
    """

    id: str = ""
    type: str = ""
    code: str = ""
    cause: str = ""
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None
    queue: str = ""

    def fits(self, letter: DeadLetter) -> bool:
        """Tell whether ``letter`` is meant."""
        return (
            self.id in ("", letter.id)
            and self.queue in ("", letter.queue)
            and (not self.type or fnmatch.fnmatchcase(letter.type, self.type))
            and self.code in ("", letter.code)
            and self.cause in ("", letter.cause)
            and self.reason.casefold() in letter.reason.casefold()
            and self._in_time(letter)
        )

    def _in_time(self, letter: DeadLetter) -> bool:
        if self.since is None and self.until is None:
            return True
        try:
            moment = datetime.fromisoformat(letter.time)
        except ValueError:
            return False
        return (self.since is None or moment >= self.since) and (
            self.until is None or moment < self.until
        )


def _text(body: Any) -> str:
    return bytes(body).decode("utf-8", errors="replace")


def _event(body: str) -> Mapping[str, Any]:
    try:
        event = json.loads(body)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}
