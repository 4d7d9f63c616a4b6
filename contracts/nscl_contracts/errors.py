"""What can be wrong with a message.  Codes are stable; texts are for operators."""

from __future__ import annotations


class ContractError(Exception):
    """A message, or a contract, breaks the rules.  ``reason`` says which in words."""

    code = "contract-error"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MalformedEvent(ContractError):
    """The body is not a CloudEvent whose data satisfies its schema."""

    code = "malformed-event"


class UnknownEventType(ContractError):
    """No contract of this version of the catalogue has that type."""

    code = "unknown-event-type"


class DuplicateContract(ContractError):
    """Two classes claim one event type."""

    code = "duplicate-contract"
