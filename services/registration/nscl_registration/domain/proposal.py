"""A proposal for a task: what is proposed, its check, comments and decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from nscl_registration.domain.call import Call
from nscl_registration.domain.funding import BudgetLine, checked_lines
from nscl_registration.domain.papers import AttachedFile, with_file
from nscl_registration.domain.programme_events import (
    ProposalDecided,
    ProposalFacts,
    ProposalNoted,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from nscl_shared.kernel import Aggregate, Conflict, InvalidInput, RuleViolation, new_id


class ProposalState(StrEnum):
    """Where a proposal stands."""

    SUBMITTED = "submitted"
    INCLUDED = "included"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class ProposalContent:
    """What is proposed; ``expected_results`` and the rest as the annex asks."""

    title: str
    objective: str
    content: str
    expected_results: str
    lead_unit: str
    period_from: int
    period_to: int
    budget: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True)
class Comment:
    """An officer's word; the sender sees it when ``visible``."""

    on: date
    by: str
    text: str
    visible: bool


@dataclass(frozen=True)
class Decision:
    """Taken into the list or left out, with the reason."""

    included: bool
    reason: str
    on: date
    by: str


@dataclass(frozen=True)
class Check:
    """A required document: there or not, and what the officer noted."""

    document: str
    present: bool
    note: str | None = None


@dataclass(kw_only=True)
class Proposal(Aggregate):
    """One proposal to one call."""

    number: str
    call_id: str
    content: ProposalContent
    submitted_on: date
    late: bool
    owner_account_id: str | None = None
    state: ProposalState = ProposalState.SUBMITTED
    attachments: tuple[AttachedFile, ...] = ()
    checks: tuple[Check, ...] = ()
    comments: tuple[Comment, ...] = ()
    decision: Decision | None = None

    @classmethod
    def submit(
        cls, *, number: str, call: Call, content: ProposalContent, on: date, owner: str | None
    ) -> Self:
        """Hand a proposal in; after the deadline it is marked late.

        Raises:
            Conflict: the call is closed or not open yet.
            InvalidInput: the period ends before it begins; a source occurs twice.
        """
        call.require_open(on)
        if content.period_to < content.period_from:
            raise InvalidInput("period-reversed", field="period_to")
        checked_lines(content.budget)
        proposal = cls(
            id=new_id(),
            number=number,
            call_id=call.id,
            content=content,
            submitted_on=on,
            late=call.is_late(on),
            owner_account_id=owner,
        )
        proposal.record(ProposalSubmitted(proposal.facts, on, content.budget))
        return proposal

    @property
    def facts(self) -> ProposalFacts:
        """Return what every event carries."""
        return ProposalFacts(
            proposal_id=self.id,
            proposal_number=self.number,
            call_id=self.call_id,
            title=self.content.title,
            lead_unit=self.content.lead_unit,
            late=self.late,
        )

    def attach(self, file: AttachedFile, call: Call) -> None:
        """Add a file, perhaps as one of the required documents.

        Raises:
            Conflict: the proposal is decided.
            InvalidInput: ``document-not-required``.
            RuleViolation: ``too-many-files``.
        """
        self._require_undecided()
        if file.serves is not None and file.serves not in call.terms.required_documents:
            raise InvalidInput("document-not-required", field="serves", document=file.serves)
        joined = with_file(self.attachments, file)
        if joined is not self.attachments:
            self.attachments = joined
            self.record(ProposalNoted(self.id))

    def check(self, given: Check, call: Call) -> None:
        """Note whether a required document is there, also on paper.

        Raises:
            Conflict: the proposal is decided.
            InvalidInput: ``document-not-required``.
        """
        self._require_undecided()
        if given.document not in call.terms.required_documents:
            raise InvalidInput("document-not-required", field="document", document=given.document)
        others = tuple(one for one in self.checks if one.document != given.document)
        self.checks = (*others, given)
        self.record(ProposalNoted(self.id))

    def missing(self, call: Call) -> list[str]:
        """Return the required documents that are not there, in the order of the call.

        An officer's check counts before an attached file.
        """
        checked = {one.document: one.present for one in self.checks}
        attached = {one.serves for one in self.attachments}
        required = call.terms.required_documents
        return [name for name in required if not checked.get(name, name in attached)]

    def comment(self, comment: Comment) -> None:
        """Add an officer's word."""
        self.comments = (*self.comments, comment)
        self.record(ProposalNoted(self.id))

    def decide(self, decision: Decision, call: Call) -> None:
        """Take it into the list, or leave it out.

        A decision may be taken anew until the proposal is withdrawn.

        Raises:
            Conflict: ``proposal-is-withdrawn``.
            RuleViolation: ``proposal-incomplete``, to be taken in without a document.
        """
        if self.state is ProposalState.WITHDRAWN:
            raise Conflict("proposal-is-withdrawn", number=self.number)
        absent = self.missing(call)
        if decision.included and absent:
            raise RuleViolation("proposal-incomplete", field="included", missing=", ".join(absent))
        self.decision = decision
        self.state = ProposalState.INCLUDED if decision.included else ProposalState.EXCLUDED
        self.record(ProposalDecided(self.facts, decision.included, decision.reason, decision.on))

    def withdraw(self, reason: str, on: date) -> None:
        """Take it back before it is decided.

        Raises:
            Conflict: it is decided or withdrawn.
        """
        self._require_undecided()
        self.state = ProposalState.WITHDRAWN
        self.record(ProposalWithdrawn(self.facts, reason, on))

    def _require_undecided(self) -> None:
        if self.state is ProposalState.WITHDRAWN:
            raise Conflict("proposal-is-withdrawn", number=self.number)
        if self.state is not ProposalState.SUBMITTED:
            raise Conflict("proposal-is-decided", number=self.number)
