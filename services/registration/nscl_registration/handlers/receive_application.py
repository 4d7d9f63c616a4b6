"""Take an application in at the agency."""

from __future__ import annotations

from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import ReceiveApplication
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def receive_application(cmd: ReceiveApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state."""
    application = case_of(cmd, uow)
    application.receive(cmd.on, cmd.by, cmd.note)
    return state_of(application)
