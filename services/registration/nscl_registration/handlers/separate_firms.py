"""Take a merger back."""

from __future__ import annotations

from typing import Any

from nscl_registration.handlers.alike import reopen_pair
from nscl_registration.handlers.firm_commands import SeparateFirms
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def separate_firms(cmd: SeparateFirms, uow: RegistrationWork) -> dict[str, Any]:
    """Answer the id of the entry that is separate again.

    Raises:
        NotFound: there is no such entry.
        Conflict: ``firm-not-merged``.
    """
    firm = uow.firms.get(cmd.firm_id)
    if firm.merged_into is None:
        raise Conflict("firm-not-merged", name=firm.name)
    other = uow.firms.get(firm.merged_into)
    firm.separate_from(other, cmd.by, cmd.at, cmd.reason)
    reopen_pair(firm, other, cmd.by, uow)
    return {"id": firm.id, "version": firm.version}
