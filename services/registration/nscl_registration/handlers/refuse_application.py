"""Refuse an application with a reason."""

from __future__ import annotations

from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import RefuseApplication
from nscl_registration.handlers.lookup import unit_year
from nscl_registration.handlers.ports import RegistrationWork


def refuse_application(cmd: RefuseApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; the unit may apply to the project again."""
    application = uow.applications.get(cmd.application_id)
    email = uow.firms.get(application.firm_id).contact.email
    application.refuse(cmd.reason, cmd.decided_on, cmd.by, email)
    year = unit_year(uow, application.firm_id, application.year)
    year.release(application.project_id, application.case_number)
    return state_of(application)
