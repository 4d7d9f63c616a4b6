"""Pages: the register of units."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.access import WEB
from nscl_registration.entrypoints.bodies import FirmForm, FirmQuery
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.http_firms import firm_command
from nscl_registration.queries.applications import list_applications
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_shared.i18n import _
from nscl_shared.web import Page, Redirect, Request, route


class FirmPages:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route("GET", f"{WEB}/firms", query=FirmQuery)
    def firms_page(self, request: Request) -> Page:
        """List units by name."""
        query = request.query()
        found = list_firms(owner=owner(request), **query)
        return Page(
            "firms.html",
            firms=found["items"],
            next=found["next"],
            query=query,
            filtered=any(query.get(name) for name in ("q", "org_type")),
            labels=labels,
            org_types=labels.choices(labels.ORG_TYPES),
        )

    @route("GET", f"{WEB}/firms/new")
    def new_firm_page(self, request: Request) -> Page:
        """Show the form."""
        return Page("firm_new.html", org_types=labels.choices(labels.ORG_TYPES))

    @route("POST", f"{WEB}/firms", body=FirmForm, form="new_firm_page")
    def register_firm_form(self, request: Request) -> Redirect:
        """Enter a unit."""
        fields = request.form()
        lines = (fields.pop("product_lines", None) or "").splitlines()
        names = tuple(line.strip() for line in lines if line.strip())
        command = firm_command(actor(request), names, fields)
        made = self.commands.execute(command, key=request.idempotency_key)
        return Redirect(f"{WEB}/firms/{made['id']}", notice=_("The unit is registered."))

    @route("GET", f"{WEB}/firms/<firm_id>")
    def firm_page(self, request: Request, firm_id: str) -> Page:
        """Show a unit with its applications."""
        firm = show_firm(firm_id, owner=owner(request))
        found = list_applications(owner=owner(request), firm_id=firm_id)
        return Page("firm.html", firm=firm, applications=found["items"], labels=labels)
