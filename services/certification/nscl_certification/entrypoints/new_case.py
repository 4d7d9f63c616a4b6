"""From the form of a new case to its command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_certification.domain.scope import Firm, Product, Scope
from nscl_certification.handlers.commands import OpenCase
from nscl_certification.queries.details import known_firm, project_of
from nscl_shared.kernel import InvalidInput, new_id


def new_case(form: Mapping[str, Any], by: str) -> OpenCase:
    """Return the command: for a unit of the register, or one typed by hand.

    Raises:
        InvalidInput: ``firm-missing``: neither was given.
    """
    known = known_firm(form["firm_id"])
    firm = _known(known) if known else _typed(form)
    scope = Scope(
        scheme=form["scheme"],
        standard=form["standard"],
        firm=firm,
        products=_products(form, known),
        application_id=form["application_id"] or None,
        project_id=project_of(form["application_id"]),
    )
    return OpenCase(scope=scope, opened_on=form["opened_on"], by=by, firm_is_new=known is None)


def _known(known: Mapping[str, Any]) -> Firm:
    return Firm(known["firm_id"], known["name"], known["org_type"])


def _typed(form: Mapping[str, Any]) -> Firm:
    for name in ("firm_name", "org_type"):
        if not form[name]:
            raise InvalidInput("firm-missing", field=name)
    return Firm(new_id(), form["firm_name"], form["org_type"])


def _products(form: Mapping[str, Any], known: Mapping[str, Any] | None) -> tuple[Product, ...]:
    listed = {p["product_id"]: p["name"] for p in known["products"]} if known else {}
    chosen = [Product(key, listed[key]) for key in form["product_ids"] if key in listed]
    lines = (line.strip() for line in form["more_products"].splitlines())
    return (*chosen, *(Product(new_id(), line) for line in lines if line))
