"""Give cases to officers, and note the officers."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.assignment import Assignment, Officer
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.case_commands import (
    AssignApplication,
    NoteOfficer,
    WelcomeOfficer,
)
from nscl_registration.handlers.lookup import case_of, referred
from nscl_registration.handlers.ports import RegistrationWork


def assign_application(cmd: AssignApplication, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id, state, version and the officer.

    Raises:
        InvalidInput: ``officer-unknown``.
    """
    application = case_of(cmd, uow)
    name = _name(cmd.officer_id, uow)
    given = Assignment(cmd.officer_id, name, cmd.on, cmd.by.name, cmd.reason)
    application.assign(given)
    return {**state_of(application), "officer_id": cmd.officer_id}


def note_officer(cmd: NoteOfficer, uow: RegistrationWork) -> dict[str, Any]:
    """Answer the id."""
    known = uow.officers.find(cmd.account_id)
    if known is None:
        uow.officers.add(Officer.note(cmd.account_id, cmd.name))
    else:
        known.rename(cmd.name)
    return {"id": cmd.account_id}


def welcome_officer(cmd: WelcomeOfficer, uow: RegistrationWork) -> dict[str, Any]:
    """Answer the id."""
    if uow.officers.find(cmd.account_id) is None:
        uow.officers.add(Officer.note(cmd.account_id, cmd.name))
    return {"id": cmd.account_id}


def _name(officer_id: str | None, uow: RegistrationWork) -> str | None:
    if officer_id is None:
        return None
    return referred(uow.officers, officer_id, code="officer-unknown", field="officer_id").name
