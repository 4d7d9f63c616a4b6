"""A call for proposals of science-and-technology tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_registration.domain.papers import AttachedFile, LegalBasis, with_file
from nscl_registration.domain.programme_events import CallChanged, CallClosed, CallOpened
from nscl_shared.kernel import Aggregate, Conflict, RuleViolation, new_id


@dataclass(frozen=True, kw_only=True)
class CallTerms:
    """What the call asks; ``recipients`` get the consolidated list."""

    title: str
    basis: LegalBasis
    opens_on: date
    deadline: date
    priorities: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    required_documents: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Call(Aggregate):
    """A call; late proposals are taken and marked until it is closed."""

    terms: CallTerms
    attachments: tuple[AttachedFile, ...] = ()
    closed_on: date | None = None
    cancelled: bool = False
    reason: str | None = None

    @classmethod
    def open(cls, terms: CallTerms) -> Self:
        """Call for proposals.

        Raises:
            RuleViolation: ``deadline-before-opening``.
        """
        if terms.deadline < terms.opens_on:
            raise RuleViolation("deadline-before-opening", field="deadline", opens=terms.opens_on)
        call = cls(id=new_id(), terms=terms)
        call.record(CallOpened(call_id=call.id, **vars(terms)))
        return call

    def require_open(self, on: date) -> None:
        """Refuse a proposal before the opening or after the call was closed.

        Raises:
            Conflict: ``call-not-open-yet`` or ``call-is-closed``.
        """
        if self.closed_on is not None:
            raise Conflict("call-is-closed", title=self.terms.title, on=self.closed_on)
        if on < self.terms.opens_on:
            raise Conflict("call-not-open-yet", opens=self.terms.opens_on)

    def is_late(self, on: date) -> bool:
        """Tell whether ``on`` is after the deadline, the deadline itself included in time."""
        return on > self.terms.deadline

    def close(self, on: date, *, cancelled: bool, reason: str | None) -> None:
        """Take no more proposals.

        Raises:
            Conflict: ``call-is-closed``.
        """
        if self.closed_on is not None:
            raise Conflict("call-is-closed", title=self.terms.title, on=self.closed_on)
        self.closed_on, self.cancelled, self.reason = on, cancelled, reason
        self.record(CallClosed(self.id, self.terms.title, on, cancelled, reason))

    def attach(self, file: AttachedFile) -> None:
        """Add a file; the same content again changes nothing.

        Raises:
            RuleViolation: ``too-many-files``.
        """
        joined = with_file(self.attachments, file)
        if joined is not self.attachments:
            self.attachments = joined
            self.record(CallChanged(self.id))
