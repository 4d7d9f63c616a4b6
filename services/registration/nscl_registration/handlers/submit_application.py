"""Hand an application in."""

from __future__ import annotations

from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import SubmitApplication
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def submit_application(cmd: SubmitApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.require_step("submit")
    if cmd.commitment:
        application.save_form(supports=None, cost_vnd=None, committed=True)
    deadline = uow.projects.get(application.project_id).deadline
    application.submit(cmd.submitted_on, cmd.by, deadline)
    return state_of(application)
