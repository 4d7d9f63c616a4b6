"""Replace a unit's facts."""

from __future__ import annotations

from typing import Any

from nscl_registration.handlers.alike import note_pairs, require_new_tax_code
from nscl_registration.handlers.firm_commands import UpdateFirm
from nscl_registration.handlers.lookup import own_entry
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def update_firm(cmd: UpdateFirm, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and new version.

    Raises:
        NotFound: there is none, or it is somebody else's.
        Conflict: ``firm-changed-meanwhile``, ``firm-is-merged`` or ``tax-code-taken``.
    """
    firm = own_entry(uow, cmd.firm_id, cmd.by)
    if firm.version != cmd.version:
        raise Conflict(
            "firm-changed-meanwhile",
            name=firm.name,
            by=firm.history[-1].by,
            read=cmd.version,
            current=firm.version,
        )
    firm.update(cmd, cmd.by, cmd.at)
    require_new_tax_code(firm, uow)
    if firm.version != cmd.version:
        note_pairs(firm, uow)
    return {"id": firm.id, "version": firm.version}
