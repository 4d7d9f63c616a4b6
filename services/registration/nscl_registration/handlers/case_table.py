"""Which handler is whose, for the steps in ``case_commands``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_registration.domain.project import Project
from nscl_registration.handlers import (
    appraisal,
    appraisal_commands,
    assign,
    carry_out,
    case_commands,
    end_case,
    fill_form,
    form_commands,
    intake,
)
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.move_money import move_money
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.undo_step import undo_step
from nscl_registration.handlers.versions import guarded


def _project(cmd: Any, uow: RegistrationWork) -> Project:
    return uow.projects.get(cmd.project_id)


CASE_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    case_commands.RequestSupplement: intake.request_supplement,
    case_commands.ResubmitApplication: intake.resubmit_application,
    case_commands.WaitlistApplication: intake.waitlist_application,
    case_commands.StartWork: carry_out.start_work,
    case_commands.SuspendWork: carry_out.suspend_work,
    case_commands.ResumeWork: carry_out.resume_work,
    case_commands.ReportProgress: carry_out.report_progress,
    case_commands.AcceptResults: carry_out.accept_results,
    case_commands.MoveMoney: move_money,
    case_commands.SettleApplication: end_case.settle_application,
    case_commands.CloseApplication: end_case.close_application,
    case_commands.TerminateAgreement: end_case.terminate_agreement,
    case_commands.UndoStep: undo_step,
    case_commands.AssignApplication: assign.assign_application,
    case_commands.NoteOfficer: assign.note_officer,
    case_commands.WelcomeOfficer: assign.welcome_officer,
    form_commands.SaveForm: fill_form.save_form,
    form_commands.AttachToApplication: guarded(case_of, fill_form.attach_to_application),
    form_commands.RemoveFromApplication: guarded(case_of, fill_form.remove_from_application),
    form_commands.SetDeadline: guarded(_project, fill_form.set_deadline),
    appraisal_commands.ConveneCouncil: appraisal.convene_council,
    appraisal_commands.DeclareConflict: appraisal.declare_conflict,
    appraisal_commands.ScoreApplication: appraisal.score_application,
    appraisal_commands.OverrideCheck: appraisal.override_check,
    appraisal_commands.ConcludeAppraisal: appraisal.conclude_appraisal,
}
