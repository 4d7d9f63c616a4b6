"""Enter a unit with its products."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.firm import Firm
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def register_firm(cmd: RegisterFirm, uow: RegistrationWork) -> dict[str, Any]:
    """Answer the unit's id and its products' ids.

    Raises:
        Conflict: ``tax-code-taken``, naming the unit that has it.
    """
    firm = Firm.register(
        name=cmd.name,
        org_type=cmd.org_type,
        tax_code=cmd.tax_code,
        address=cmd.address,
        commune_code=cmd.commune_code,
        contact=cmd.contact,
        owner_account_id=cmd.by.account_id if cmd.by.for_firm else None,
        product_names=cmd.product_names,
    )
    _require_new_tax_code(firm, uow)
    uow.firms.add(firm)
    return {
        "id": firm.id,
        "products": [{"product_id": p.product_id, "name": p.name} for p in firm.products],
    }


def _require_new_tax_code(firm: Firm, uow: RegistrationWork) -> None:
    if firm.tax_code is None:
        return
    existing = uow.firms.one(tax_code=firm.tax_code.number)
    if existing is not None:
        raise Conflict(
            "tax-code-taken",
            field="tax_code",
            tax_code=firm.tax_code.shown,
            firm_name=existing.name,
        )
