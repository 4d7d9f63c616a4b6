"""From parsed input to commands and filters; used by REST and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_certification.domain.scope import Firm, Paper, Product, Scope
from nscl_certification.handlers.commands import GrantCertificate, OpenCase
from nscl_certification.queries.details import firms_of
from nscl_certification.queries.listing import Filter
from nscl_shared.auth.principal import Principal
from nscl_shared.kernel import new_id

READS_ALL = ("officer", "admin", "auditor")


def who(principal: Principal) -> str:
    """Return how a timeline names the person."""
    return principal.display_name or principal.username


def own_firms(principal: Principal) -> list[str] | None:
    """Return the units whose papers the person may see; None for all."""
    if principal.has(*READS_ALL):
        return None
    own = {principal.firm_id} if principal.firm_id else set()
    return sorted(own | set(firms_of(principal.subject)))


def listing(query: Mapping[str, Any], principal: Principal) -> Filter:
    """Return the filter asked for, limited to what the person may see."""
    return Filter(**query, firms=own_firms(principal))


def open_case(body: Mapping[str, Any], by: str) -> OpenCase:
    """Return the command; units and products without an id get one."""
    firm = body["firm"]
    products = tuple(Product(p.get("product_id") or new_id(), p["name"]) for p in body["products"])
    scope = Scope(
        scheme=body["scheme"],
        standard=body["standard"],
        firm=Firm(firm.get("firm_id") or new_id(), firm["name"], firm["org_type"]),
        products=products,
        application_id=body["application_id"],
        project_id=body["project_id"],
    )
    return OpenCase(
        scope=scope, opened_on=body["opened_on"], by=by, firm_is_new=not firm.get("firm_id")
    )


def grant(case_id: str, body: Mapping[str, Any], by: str) -> GrantCertificate:
    """Return the command; an expiry that is not mentioned is the scheme's usual one."""
    paper = Paper(body["number"], body["certifier"], body["issued_on"], body.get("expires_on"))
    return GrantCertificate(
        case_id=case_id, paper=paper, usual_expiry="expires_on" not in body, by=by
    )
