"""REST: the register of units."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.firm_bodies import (
    AlikeQuery,
    FirmBody,
    FirmQuery,
    firm_input,
)
from nscl_registration.entrypoints.firm_views import (
    AlikesView,
    FirmsView,
    FirmView,
    HistoryView,
    RegisteredFirmView,
    VersionView,
)
from nscl_registration.entrypoints.versions import as_precondition
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.handlers.firm_commands import UpdateFirm
from nscl_registration.queries.duplicates import alike
from nscl_registration.queries.firms import history_of, list_firms, show_firm
from nscl_shared.kernel import Conflict
from nscl_shared.web import Created, Json, Request, route
from nscl_shared.web.preconditions import etag, version_seen

FIRM = f"{API}/firms/<firm_id>"


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
        etag=True,
    )
    def register_firm(self, request: Request) -> Created:
        """Enter a unit; a firm account becomes its owner."""
        command = RegisterFirm(by=actor(request), **firm_input(request.json()))
        firm = self.commands.execute(command, key=request.idempotency_key)
        return Created(firm, location=f"{API}/firms/{firm['id']}", headers=etag(1))

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

    @route(
        "GET",
        f"{API}/firms/alike",
        query=AlikeQuery,
        returns=AlikesView,
        summary="Entries that may be about the same unit as one being written",
    )
    def firms_alike(self, request: Request) -> Json:
        """Suggest duplicates; nothing is refused for them."""
        query = request.query()
        phones = [query.pop("phone", None)]
        return Json(alike(query.pop("name"), phones, **query))

    @route("GET", FIRM, returns=FirmView, summary="Show a firm; its version is the ETag", etag=True)
    def firm(self, request: Request, firm_id: str) -> Json:
        """Show a unit."""
        found = show_firm(firm_id, owner=owner(request))
        return Json(found, headers=etag(found["version"]))

    @route(
        "PUT",
        FIRM,
        body=FirmBody,
        returns=VersionView,
        summary="Replace a firm's facts; If-Match names the version that the caller saw",
        edits="must",
        etag=True,
    )
    def update_firm(self, request: Request, firm_id: str) -> Json:
        """Change a unit."""
        version = version_seen(request)
        given = firm_input(request.json())
        command = UpdateFirm(by=actor(request), firm_id=firm_id, version=version, **given)
        try:
            done = self.commands.execute(command, key=request.idempotency_key)
        except Conflict as error:
            raise as_precondition(error) from error
        return Json(done, headers=etag(done["version"]))

    @route(
        "GET",
        f"{FIRM}/history",
        query=ListQuery,
        returns=HistoryView,
        summary="Who changed what, latest first",
    )
    def firm_history(self, request: Request, firm_id: str) -> Json:
        """Show the history."""
        return Json(history_of(firm_id, owner=owner(request), **request.query()))
