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


class UnclassifiedMember(ContractError):
    """A member of a contract does not say who may see it."""

    code = "unclassified-member"


class CastFailed(ContractError):
    """An event could not be turned into another major of its type."""

    code = "cast-failed"


class NotReleasable(ContractError):
    """The contracts are not in a state to be released; ``problems`` says why."""

    code = "not-releasable"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class MalformedExpectation(ContractError):
    """A file does not state what a consumer relies on."""

    code = "malformed-expectation"
