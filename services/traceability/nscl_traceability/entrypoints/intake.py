"""From parsed input to commands, and whether the caller may; used by REST and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_shared.auth import Principal
from nscl_shared.kernel import Forbidden, new_id
from nscl_shared.kernel.clock import today
from nscl_shared.province import current_profile
from nscl_traceability.domain.product import Producer
from nscl_traceability.domain.product_parts import Place, ProductDetails
from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
from nscl_traceability.handlers.lot_commands import GivenInput
from nscl_traceability.queries.products import firms_of, first_firm


def visible_firms(user: Principal) -> list[str] | None:
    """Return the firms whose products the caller may see; None for all."""
    return firms_of(user.subject) if user.has("firm") else None


def own_firm(user: Principal) -> dict[str, Any]:
    """Return the unit the caller's account acts for, to fill in a form; empty texts for none."""
    return first_firm(user.subject)


def require_own(user: Principal, firm_id: str | None) -> None:
    """Let a firm's account touch its own products only.

    Raises:
        Forbidden: ``firm-not-yours``.
    """
    own = visible_firms(user)
    if own is not None and firm_id not in own:
        raise Forbidden("firm-not-yours", field="firm.firm_id")


def register_product(body: Mapping[str, Any], user: Principal) -> RegisterProduct:
    """Return the command; a producer without an id gets one."""
    firm = body["firm"]
    require_own(user, firm["firm_id"])
    return RegisterProduct(
        name=body["name"],
        producer=Producer(firm["firm_id"] or new_id(), firm["name"], firm["org_type"]),
        gtin=body["gtin"],
        ocop_stars=body["ocop_stars"],
        project_id=body["project_id"],
        description=body["description"],
        admin_code=current_profile().admin_code,
        details=details(body["details"]),
    )


def details(body: Mapping[str, Any] | None) -> ProductDetails:
    """Return what the label and the law ask for; a place without anything is none."""
    known = dict(body or {})
    known["portal_url"] = known.get("portal_url") or ""
    given = known.pop("place", None) or {}
    told = {name: value for name, value in given.items() if name != "on" and value}
    return ProductDetails(place=_place(given) if told else None, **known)


def _place(given: Mapping[str, Any]) -> Place:
    return Place(**{**given, "unit_code": given["unit_code"] or None, "on": given["on"] or today()})


def record_lot(product: Mapping[str, Any], body: Mapping[str, Any], user: Principal) -> RecordLot:
    """Return the command for a lot of ``product``."""
    require_own(user, product["firm_id"])
    given = {**body, "inputs": inputs(body)}
    return RecordLot(product_id=product["id"], **given)


def inputs(body: Mapping[str, Any]) -> tuple[GivenInput, ...]:
    """Return what a lot was made of, as it was entered."""
    return tuple(GivenInput(**one) for one in body["inputs"])
