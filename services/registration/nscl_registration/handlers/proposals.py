"""A proposal from handing in to the decision."""

from __future__ import annotations

from nscl_registration.domain.proposal import Comment, Decision, Proposal
from nscl_registration.domain.steps import Actor
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import (
    CheckProposal,
    CommentOnProposal,
    DecideProposal,
    SubmitProposal,
    WithdrawProposal,
)
from nscl_shared.kernel import NotFound


def submit_proposal(cmd: SubmitProposal, uow: RegistrationWork) -> dict[str, object]:
    """Answer id, number and whether it is late."""
    call = uow.calls.get(cmd.call_id)
    proposal = Proposal.submit(
        number=f"ĐX-{cmd.on.year}-{uow.next_number(f'proposals-{cmd.on.year}'):04d}",
        call=call,
        content=cmd.content,
        on=cmd.on,
        owner=cmd.by.account_id if cmd.by.for_firm else None,
    )
    uow.proposals.add(proposal)
    return {"id": proposal.id, "number": proposal.number, "late": proposal.late}


def check_proposal(cmd: CheckProposal, uow: RegistrationWork) -> dict[str, object]:
    """Answer what is still missing."""
    proposal = uow.proposals.get(cmd.proposal_id)
    call = uow.calls.get(proposal.call_id)
    proposal.check(cmd.check, call)
    return {"id": proposal.id, "missing": proposal.missing(call)}


def comment_on_proposal(cmd: CommentOnProposal, uow: RegistrationWork) -> dict[str, str]:
    """Answer the proposal's id."""
    proposal = uow.proposals.get(cmd.proposal_id)
    proposal.comment(Comment(cmd.on, cmd.by.name, cmd.text, cmd.visible))
    return {"id": proposal.id}


def decide_proposal(cmd: DecideProposal, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    proposal = uow.proposals.get(cmd.proposal_id)
    decision = Decision(cmd.included, cmd.reason, cmd.on, cmd.by.name)
    proposal.decide(decision, uow.calls.get(proposal.call_id))
    return {"id": proposal.id, "state": proposal.state.value}


def withdraw_proposal(cmd: WithdrawProposal, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    proposal = own_proposal(uow, cmd.proposal_id, cmd.by)
    proposal.withdraw(cmd.reason, cmd.on)
    return {"id": proposal.id, "state": proposal.state.value}


def own_proposal(uow: RegistrationWork, proposal_id: str, by: Actor) -> Proposal:
    """Return the proposal.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    proposal = uow.proposals.get(proposal_id)
    if by.for_firm and proposal.owner_account_id != by.account_id:
        raise NotFound("proposal-not-found", id=proposal_id)
    return proposal
