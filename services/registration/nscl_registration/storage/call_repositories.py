"""Repositories of calls and proposals."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.call import Call, CallTerms
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.domain.proposal import (
    Check,
    Comment,
    Decision,
    Proposal,
    ProposalContent,
    ProposalState,
)
from nscl_registration.storage.documents_programme import (
    CallDocument,
    ProposalDocument,
    made_of,
    values_of,
)
from nscl_registration.storage.lists import PER_CALL, value_lists
from nscl_shared.persistence import AggregateRepository


class CallRepository(AggregateRepository[Call]):
    """Calls for proposals."""

    document = CallDocument
    missing = "call-not-found"

    def to_domain(self, document: CallDocument) -> Call:
        """Return the call."""
        return Call(
            id=document.id,
            version=document.version,
            terms=made_of(CallTerms, document.terms),
            attachments=made_of(tuple[AttachedFile, ...], document.attachments),
            closed_on=document.closed_on,
            cancelled=document.cancelled,
            reason=document.reason,
        )

    def to_fields(self, aggregate: Call) -> dict[str, Any]:
        """Return the document's fields; the list shows the latest deadline first."""
        fields = {
            "terms": values_of(aggregate.terms),
            "attachments": values_of(aggregate.attachments),
            "closed_on": aggregate.closed_on,
            "cancelled": aggregate.cancelled,
            "reason": aggregate.reason,
            "sort_key": f"{aggregate.terms.deadline} {aggregate.id}",
        }
        return {**fields, "lists": value_lists(fields)}


class ProposalRepository(AggregateRepository[Proposal]):
    """Proposals to calls."""

    document = ProposalDocument
    missing = "proposal-not-found"

    def to_domain(self, document: ProposalDocument) -> Proposal:
        """Return the proposal."""
        return Proposal(
            id=document.id,
            version=document.version,
            number=document.number,
            call_id=document.call_id,
            owner_account_id=document.owner_account_id,
            content=made_of(ProposalContent, document.content),
            submitted_on=document.submitted_on,
            late=document.late,
            state=ProposalState(document.state),
            attachments=made_of(tuple[AttachedFile, ...], document.attachments),
            checks=made_of(tuple[Check, ...], document.checks),
            comments=made_of(tuple[Comment, ...], document.comments),
            decision=made_of(Decision, document.decision) if document.decision else None,
        )

    def to_fields(self, aggregate: Proposal) -> dict[str, Any]:
        """Return the document's fields."""
        fields = {
            "number": aggregate.number,
            "call_id": aggregate.call_id,
            "owner_account_id": aggregate.owner_account_id,
            "content": values_of(aggregate.content),
            "submitted_on": aggregate.submitted_on,
            "late": aggregate.late,
            "state": aggregate.state.value,
            "attachments": values_of(aggregate.attachments),
            "checks": values_of(aggregate.checks),
            "comments": values_of(aggregate.comments),
            "decision": values_of(aggregate.decision),
            "sort_key": aggregate.number,
        }
        return {**fields, "lists": value_lists(fields, *PER_CALL)}
