"""Take an application back before the agreement is signed."""

from __future__ import annotations

from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import WithdrawApplication
from nscl_registration.handlers.lookup import own_application, unit_year
from nscl_registration.handlers.ports import RegistrationWork


def withdraw_application(cmd: WithdrawApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; what was approved is free again."""
    application = own_application(uow, cmd.application_id, cmd.by)
    application.withdraw(cmd.reason, cmd.withdrawn_on, cmd.by)
    year = unit_year(uow, application.firm_id, application.year)
    year.release(application.project_id, application.case_number)
    return state_of(application)
