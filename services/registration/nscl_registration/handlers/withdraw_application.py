"""Take an application back before the agreement is signed."""

from __future__ import annotations

from nscl_registration.handlers.accounts import keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import WithdrawApplication
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def withdraw_application(cmd: WithdrawApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; what was approved is free again."""
    application = case_of(cmd, uow)
    application.withdraw(cmd.reason, cmd.withdrawn_on, cmd.by)
    keep_accounts(uow, application, cmd.withdrawn_on, cmd.by)
    return state_of(application)
