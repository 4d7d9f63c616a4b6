"""REST: the register of units."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.firm import Contact
from nscl_registration.domain.steps import Actor
from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.bodies import FirmBody, FirmQuery
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.views import FirmsView, FirmView, RegisteredFirmView
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_shared.web import Created, Json, Request, route


class FirmsApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "POST",
        f"{API}/firms",
        body=FirmBody,
        returns=RegisteredFirmView,
        status=201,
        summary="Register a firm",
    )
    def register_firm(self, request: Request) -> Created:
        """Enter a unit; a firm account becomes its owner."""
        body = request.json()
        names = tuple(product["name"] for product in body.pop("products"))
        command = firm_command(actor(request), names, body)
        firm = self.commands.execute(command, key=request.idempotency_key)
        return Created(firm, location=f"{API}/firms/{firm['id']}")

    @route(
        "GET",
        f"{API}/firms",
        query=FirmQuery,
        returns=FirmsView,
        summary="List firms by name (own ones for a firm account)",
    )
    def firms(self, request: Request) -> Json:
        """List units."""
        return Json(list_firms(owner=owner(request), **request.query()))

    @route("GET", f"{API}/firms/<firm_id>", returns=FirmView, summary="Show a firm")
    def firm(self, request: Request, firm_id: str) -> Json:
        """Show a unit."""
        return Json(show_firm(firm_id, owner=owner(request)))


def firm_command(by: Actor, product_names: tuple[str, ...], body: dict[str, Any]) -> RegisterFirm:
    """Return the command for what JSON and form have in common."""
    contact = Contact(
        name=body.pop("contact_name", None),
        email=body.pop("contact_email", None),
        phone=body.pop("contact_phone", None),
    )
    return RegisterFirm(by=by, contact=contact, product_names=product_names, **body)
