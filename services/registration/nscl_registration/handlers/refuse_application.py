"""Refuse an application with a reason."""

from __future__ import annotations

from nscl_registration.handlers.accounts import keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import RefuseApplication
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def refuse_application(cmd: RefuseApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; the unit may apply to the project again."""
    application = case_of(cmd, uow)
    email = uow.firms.get(application.firm_id).contact.email
    application.refuse(cmd.reason, cmd.decided_on, cmd.by, email)
    keep_accounts(uow, application, cmd.decided_on, cmd.by)
    return state_of(application)
