"""Merge two entries about the same unit."""

from __future__ import annotations

from typing import Any

from nscl_registration.handlers.alike import close_pairs
from nscl_registration.handlers.firm_commands import MergeFirms
from nscl_registration.handlers.lookup import referred
from nscl_registration.handlers.ports import RegistrationWork


def merge_firms(cmd: MergeFirms, uow: RegistrationWork) -> dict[str, Any]:
    """Answer the id of the entry that goes on.

    Raises:
        NotFound: there is no such entry.
        InvalidInput: ``firm-unknown`` or ``merge-with-itself``.
        Conflict: one of them is merged already, or they are two legal persons.
    """
    firm = uow.firms.get(cmd.firm_id)
    other = referred(uow.firms, cmd.into, code="firm-unknown", field="into")
    firm.merge_into(other, cmd.by, cmd.at, cmd.reason)
    close_pairs(firm, other, cmd.by, uow)
    return {"id": firm.id, "merged_into": other.id}
