"""Note that an application was appraised."""

from __future__ import annotations

from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import AppraiseApplication
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def appraise_application(cmd: AppraiseApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.appraise(cmd.on, cmd.by, cmd.note)
    return state_of(application)
