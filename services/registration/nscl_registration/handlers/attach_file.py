"""Refer to a file of the attachment store."""

from __future__ import annotations

from typing import Any

from nscl_registration.handlers.ports import RegistrationWork, Repository
from nscl_registration.handlers.programme_commands import AttachFile, AttachToProposal
from nscl_registration.handlers.proposals import own_proposal


def attached_to(cmd: AttachFile, uow: RegistrationWork) -> Any:
    """Return what the file belongs to."""
    repositories: dict[str, Repository[Any]] = {
        "plans": uow.plans,
        "projects": uow.projects,
        "activities": uow.activities,
        "calls": uow.calls,
    }
    return repositories[cmd.kind].get(cmd.subject_id)


def attach_file(cmd: AttachFile, uow: RegistrationWork) -> dict[str, str]:
    """Answer the file's id."""
    attached_to(cmd, uow).attach(cmd.file)
    return {"id": cmd.file.attachment_id}


def attach_to_proposal(cmd: AttachToProposal, uow: RegistrationWork) -> dict[str, str]:
    """Answer the file's id."""
    proposal = own_proposal(uow, cmd.proposal_id, cmd.by)
    proposal.attach(cmd.file, uow.calls.get(proposal.call_id))
    return {"id": cmd.file.attachment_id}
