"""REST: duplicates of the register, and contact persons' rights."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.duplicate import PairState
from nscl_registration.entrypoints.access import API
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.edits import edit, version_tag
from nscl_registration.entrypoints.firm_acts import erase, export, merge, separate
from nscl_registration.entrypoints.firm_bodies import (
    DismissBody,
    MergeBody,
    PairQuery,
    ReasonBody,
)
from nscl_registration.entrypoints.firm_views import (
    ContactDataView,
    MergedView,
    PairStateView,
    PairsView,
    PairView,
    VersionView,
)
from nscl_registration.entrypoints.http_firms import FIRM
from nscl_registration.handlers.firm_commands import JudgePair
from nscl_registration.queries.duplicates import list_pairs, show_pair
from nscl_shared.web import Json, Request, route
from nscl_shared.web.preconditions import etag


class DuplicatesApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "GET",
        f"{API}/firm-duplicates",
        query=PairQuery,
        returns=PairsView,
        summary="Pairs of entries that may be about the same unit, most alike first",
    )
    def firm_duplicates(self, request: Request) -> Json:
        """List pairs."""
        return Json(list_pairs(**request.query()))

    @route(
        "GET",
        f"{API}/firm-duplicates/<pair_id>",
        returns=PairView,
        summary="Show a pair, with ETag",
        etag=True,
    )
    def firm_duplicate(self, request: Request, pair_id: str) -> Json:
        """Show a pair."""
        found = show_pair(pair_id)
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{API}/firm-duplicates/<pair_id>/dismiss",
        body=DismissBody,
        returns=PairStateView,
        summary="Say that two entries are two units",
        edits="may",
        etag=True,
    )
    def dismiss_pair(self, request: Request, pair_id: str) -> Json:
        """Dismiss a pair."""
        note = request.json().get("note")
        command = JudgePair(
            by=actor(request), pair_id=pair_id, state=PairState.DISMISSED, note=note
        )
        return edit(self.commands, request, command)

    @route(
        "POST",
        f"{FIRM}/merge",
        body=MergeBody,
        returns=MergedView,
        summary="Merge an entry into another one that goes on for both",
        edits="may",
        etag=True,
    )
    def merge_firm(self, request: Request, firm_id: str) -> Json:
        """Merge."""
        done = merge(self.commands, request, firm_id, request.json())
        return Json(done, headers=version_tag(done))

    @route(
        "POST",
        f"{FIRM}/separate",
        body=ReasonBody,
        returns=VersionView,
        summary="Take a merger back",
        edits="may",
        etag=True,
    )
    def separate_firm(self, request: Request, firm_id: str) -> Json:
        """Separate."""
        done = separate(self.commands, request, firm_id, request.json())
        return Json(done, headers=version_tag(done))

    @route(
        "GET",
        f"{FIRM}/contacts/<contact_id>",
        returns=ContactDataView,
        summary="Everything that is kept about a contact person (audited)",
        etag=True,
    )
    def contact_export(self, request: Request, firm_id: str, contact_id: str) -> Json:
        """Export."""
        found = export(request, firm_id, contact_id, owner=owner(request))
        return Json(found, headers=etag(found["version"]))

    @route(
        "POST",
        f"{FIRM}/contacts/<contact_id>/erase",
        body=ReasonBody,
        returns=VersionView,
        summary="Erase a contact person; the unit stays (audited)",
        edits="may",
        etag=True,
    )
    def contact_erase(self, request: Request, firm_id: str, contact_id: str) -> Json:
        """Erase."""
        done = erase(self.commands, request, firm_id, contact_id, request.json())
        return Json(done, headers=version_tag(done))
