"""Work under the agreement, until its results are accepted."""

from __future__ import annotations

from nscl_registration.domain.agreement import ProgressReport
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.case_commands import (
    AcceptResults,
    ReportProgress,
    ResumeWork,
    StartWork,
    SuspendWork,
)
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def start_work(cmd: StartWork, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.start(cmd.started_on, cmd.by, cmd.note)
    return state_of(application)


def suspend_work(cmd: SuspendWork, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.suspend(cmd.reason, cmd.suspended_on, cmd.by)
    return state_of(application)


def resume_work(cmd: ResumeWork, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.resume(cmd.resumed_on, cmd.by, cmd.note)
    return state_of(application)


def report_progress(cmd: ReportProgress, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.report_progress(
        ProgressReport(cmd.on, cmd.by.name, cmd.text, cmd.percent, cmd.document)
    )
    return state_of(application)


def accept_results(cmd: AcceptResults, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.accept(cmd.accepted_on, cmd.by, cmd.minutes_number, cmd.note)
    return state_of(application)
