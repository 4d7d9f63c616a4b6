"""The one message everybody sends and reads: a CloudEvent of 500 bytes."""

from __future__ import annotations

from datetime import UTC, datetime

from nscl_contracts import CloudEvent, encode
from nscl_contracts.identity import AccountLocked
from nscl_shared.kernel import new_id

BYTES = 500


def event(subject: str = "account-1", sequence: int = 1) -> CloudEvent:
    """Return an event whose body is ``BYTES`` long."""
    lean = _event(subject, sequence, "")
    missing = BYTES - len(encode(lean).encode())
    return _event(subject, sequence, "x" * missing, lean)


def body(of: CloudEvent | None = None) -> str:
    """Return the body of an event, by default of a new one."""
    return encode(of or event())


def _event(subject: str, sequence: int, padding: str, like: CloudEvent | None = None) -> CloudEvent:
    return CloudEvent(
        id=like.id if like else new_id(),
        source="/province/lang-son/identity",
        type=AccountLocked.type,
        subject=subject,
        time=like.time if like else datetime.now(UTC),
        sequence=sequence,
        data={"account_id": subject, "reason": "too-many-failures"},
        correlationid=f"c{padding}",
    )
