"""Supplements and the waiting list."""

from __future__ import annotations

from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.case_commands import (
    RequestSupplement,
    ResubmitApplication,
    WaitlistApplication,
)
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def request_supplement(cmd: RequestSupplement, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; the unit is told."""
    application = case_of(cmd, uow)
    email = uow.firms.get(application.firm_id).contact.email
    application.request_supplement(cmd.reason, cmd.requested_on, cmd.due_on, cmd.by, email)
    return state_of(application)


def resubmit_application(cmd: ResubmitApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.resubmit(cmd.submitted_on, cmd.by, cmd.note)
    return state_of(application)


def waitlist_application(cmd: WaitlistApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; nothing is promised."""
    application = case_of(cmd, uow)
    application.waitlist(cmd.reason, cmd.decided_on, cmd.by)
    return state_of(application)
