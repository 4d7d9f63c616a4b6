"""The one message everybody sends and reads: a CloudEvent of 500 bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from nscl_contracts import CloudEvent, encode
from nscl_contracts.identity import AccountLocked
from nscl_shared.kernel import new_id

BYTES = 500
SUBJECTS = 500


@dataclass(frozen=True)
class Sample:
    """One message and what an outbox knows of it."""

    id: str
    subject: str
    sequence: int
    body: str


def sample(number: int) -> Sample:
    """Return message ``number``, counted from 0: of one of ``SUBJECTS`` accounts."""
    event_id, subject = new_id(), _subject(number % SUBJECTS)
    sequence = 1 + number // SUBJECTS
    like = _template()
    body = (
        like.body.replace(like.id, event_id)
        .replace(like.subject, subject)
        .replace(f"{like.sequence:012d}", f"{sequence:012d}")
    )
    return Sample(event_id, subject, sequence, body)


@cache
def _template() -> Sample:
    event_id, subject, sequence = new_id(), _subject(SUBJECTS), 987_654_321
    lean = _encoded(event_id, subject, sequence, "")
    body = _encoded(event_id, subject, sequence, "x" * (BYTES - len(lean)))
    return Sample(event_id, subject, sequence, body)


def _encoded(event_id: str, subject: str, sequence: int, padding: str) -> str:
    event = CloudEvent(
        id=event_id,
        source="/province/lang-son/identity",
        type=AccountLocked.type,
        subject=subject,
        time=datetime.now(UTC),
        sequence=sequence,
        data={"account_id": subject, "reason": "too-many-failures"},
        correlationid=f"c{padding}",
    )
    return encode(event)


def _subject(number: int) -> str:
    return f"account-{number:06d}"
