"""Which handler is whose: programme tree, activities, calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_registration.handlers import calls, end_programme, proposals, read_target
from nscl_registration.handlers import programme_commands as commands
from nscl_registration.handlers.amend_plan import amend_plan
from nscl_registration.handlers.amend_project import amend_project
from nscl_registration.handlers.attach_file import attach_file, attach_to_proposal
from nscl_registration.handlers.correct_activity import correct_activity

PROGRAMME_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    commands.AmendPlan: amend_plan,
    commands.AmendProject: amend_project,
    commands.EndPlan: end_programme.end_plan,
    commands.EndProject: end_programme.end_project,
    commands.ReadPlanTarget: read_target.read_plan_target,
    commands.ReadProjectTarget: read_target.read_project_target,
    commands.AttachFile: attach_file,
    commands.CorrectActivity: correct_activity,
    commands.OpenCall: calls.open_call,
    commands.CloseCall: calls.close_call,
    commands.SubmitProposal: proposals.submit_proposal,
    commands.AttachToProposal: attach_to_proposal,
    commands.CheckProposal: proposals.check_proposal,
    commands.CommentOnProposal: proposals.comment_on_proposal,
    commands.DecideProposal: proposals.decide_proposal,
    commands.WithdrawProposal: proposals.withdraw_proposal,
}
