"""Erase a contact person."""

from __future__ import annotations

from typing import Any

from nscl_registration.handlers.firm_commands import EraseContact
from nscl_registration.handlers.lookup import own_entry
from nscl_registration.handlers.ports import RegistrationWork


def erase_contact(cmd: EraseContact, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and new version of the unit, which stays.

    Raises:
        NotFound: there is no such unit or contact, or it is somebody else's.
    """
    firm = own_entry(uow, cmd.firm_id, cmd.by)
    firm.erase_contact(cmd.contact_id, cmd.by, cmd.at, cmd.reason)
    return {"id": firm.id, "version": firm.version}
