"""Domain event → contract message."""

from __future__ import annotations

from nscl_contracts import Message, identity
from nscl_identity.domain.events import AccountCreated, AccountLocked


def announce(event: object) -> Message | None:
    """Return the message for ``event``; what only this service needs stays here."""
    match event:
        case AccountCreated():
            data = {
                "account_id": event.account_id,
                "username": event.username,
                "display_name": event.display_name,
                "role": event.role,
                "firm_id": None,
            }
            return Message(identity.AccountCreated, data)
        case AccountLocked():
            data = {"account_id": event.account_id, "reason": event.reason}
            return Message(identity.AccountLocked, data)
    return None
