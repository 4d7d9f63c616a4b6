"""Which handler is whose: programme tree, activities, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_registration.domain.call import Call
from nscl_registration.domain.plan import Plan
from nscl_registration.domain.project import Project
from nscl_registration.domain.proposal import Proposal
from nscl_registration.handlers import calls, end_programme, proposals, read_target
from nscl_registration.handlers import programme_commands as commands
from nscl_registration.handlers.amend_plan import amend_plan
from nscl_registration.handlers.amend_project import amend_project
from nscl_registration.handlers.attach_file import attach_file, attach_to_proposal, attached_to
from nscl_registration.handlers.correct_activity import correct_activity
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.versions import guarded


def _plan(cmd: Any, uow: RegistrationWork) -> Plan:
    return uow.plans.get(cmd.plan_id)


def _project(cmd: Any, uow: RegistrationWork) -> Project:
    return uow.projects.get(cmd.project_id)


def _call(cmd: Any, uow: RegistrationWork) -> Call:
    return uow.calls.get(cmd.call_id)


def _proposal(cmd: Any, uow: RegistrationWork) -> Proposal:
    return uow.proposals.get(cmd.proposal_id)


def _proposal_of(cmd: Any, uow: RegistrationWork) -> Proposal:
    return proposals.own_proposal(uow, cmd.proposal_id, cmd.by)


PROGRAMME_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    commands.AmendPlan: amend_plan,
    commands.AmendProject: amend_project,
    commands.EndPlan: guarded(_plan, end_programme.end_plan),
    commands.EndProject: guarded(_project, end_programme.end_project),
    commands.ReadPlanTarget: guarded(_plan, read_target.read_plan_target),
    commands.ReadProjectTarget: guarded(_project, read_target.read_project_target),
    commands.AttachFile: guarded(attached_to, attach_file),
    commands.CorrectActivity: correct_activity,
    commands.OpenCall: calls.open_call,
    commands.CloseCall: guarded(_call, calls.close_call),
    commands.SubmitProposal: proposals.submit_proposal,
    commands.AttachToProposal: guarded(_proposal_of, attach_to_proposal),
    commands.CheckProposal: guarded(_proposal, proposals.check_proposal),
    commands.CommentOnProposal: guarded(_proposal, proposals.comment_on_proposal),
    commands.DecideProposal: guarded(_proposal, proposals.decide_proposal),
    commands.WithdrawProposal: guarded(_proposal_of, proposals.withdraw_proposal),
}
