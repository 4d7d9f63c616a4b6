"""Enter a unit with its products."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.firm import Firm
from nscl_registration.handlers.alike import note_pairs, require_new_tax_code
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.handlers.ports import RegistrationWork


def register_firm(cmd: RegisterFirm, uow: RegistrationWork) -> dict[str, Any]:
    """Answer the unit's id, its products' ids, and which entries are like it.

    Raises:
        Conflict: ``tax-code-taken``, naming the unit that has it.
    """
    owner = cmd.by.account_id if cmd.by.for_firm else None
    firm = Firm.register(cmd, cmd.by, cmd.at, owner_account_id=owner)
    require_new_tax_code(firm, uow)
    alike = note_pairs(firm, uow)
    uow.firms.add(firm)
    return {
        "id": firm.id,
        "products": [{"product_id": p.product_id, "name": p.name} for p in firm.products],
        "alike": len(alike),
    }
