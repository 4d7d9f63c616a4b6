"""Which officer a case is in the hands of, and the officers that are known here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.transitions import DEAD
from nscl_shared.kernel import Aggregate, Conflict, RuleViolation

ENDED = DEAD | {State.CLOSED}


@dataclass(frozen=True)
class Assignment:
    """A case was given to an officer, or (``None``) back to all."""

    officer_id: str | None
    officer: str | None
    on: date
    by: str
    reason: str | None = None
    steps: int = 0  # lines of the history when it was given


def holder(assignments: Sequence[Assignment]) -> str | None:
    """Return the account of the officer who has a case, ``None``: nobody in particular."""
    return assignments[-1].officer_id if assignments else None


def require_assignable(state: State, case_number: str, given: Assignment, had: str | None) -> None:
    """Refuse to give away what is over, what the officer has, or without saying why.

    Raises:
        Conflict: ``case-is-over``, ``already-assigned``.
        RuleViolation: ``reassigned-without-reason``, somebody had it before.
    """
    if state in ENDED:
        raise Conflict("case-is-over", case_number=case_number)
    if given.officer_id == had:
        raise Conflict("already-assigned", case_number=case_number)
    if had is not None and not given.reason:
        raise RuleViolation("reassigned-without-reason", field="reason", case_number=case_number)


@dataclass(frozen=True)
class OfficerNoted:
    """An officer works here."""

    officer_id: str


@dataclass(kw_only=True)
class Officer(Aggregate):
    """An officer whom cases can be given to; known since the account was made or the work lists first opened."""

    name: str

    @classmethod
    def note(cls, account_id: str, name: str) -> Self:
        """Note an officer who is new."""
        officer = cls(id=account_id, name=name)
        officer.record(OfficerNoted(account_id))
        return officer

    def rename(self, name: str) -> None:
        """Note another name; the same changes nothing."""
        if name != self.name:
            self.name = name
            self.record(OfficerNoted(self.id))
