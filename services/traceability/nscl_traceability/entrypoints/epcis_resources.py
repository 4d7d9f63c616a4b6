"""EPCIS 2.0 REST: discovery and the top-level resources with their events."""

from __future__ import annotations

from nscl_shared.kernel import NotFound
from nscl_shared.web import Json, NoContent, Request, route
from nscl_traceability.domain.epcis.vocabulary import EVENT_TYPES
from nscl_traceability.entrypoints import epcis_answers as e
from nscl_traceability.entrypoints.epcis_http import events_answer, paging
from nscl_traceability.entrypoints.intake import visible_firms
from nscl_traceability.queries.epcis_names import list_epcs, list_names

RESOURCES = (
    "queries", "capture", "events", "eventTypes", "epcs", "bizSteps", "bizLocations",
    "readPoints", "dispositions",
)  # fmt: skip
# resource → the query parameter of its events
PARAMETERS = {
    "eventTypes": "eventType",
    "epcs": "MATCH_anyEPC",
    "bizSteps": "EQ_bizStep",
    "bizLocations": "EQ_bizLocation",
    "readPoints": "EQ_readPoint",
    "dispositions": "EQ_disposition",
}
_TERMS = {
    "bizSteps": "bizStep",
    "bizLocations": "bizLocation",
    "readPoints": "readPoint",
    "dispositions": "disposition",
}


class EpcisResources:
    """What there is in the repository."""

    @route("OPTIONS", e.EPCIS)
    def epcis_options(self, _request: Request) -> NoContent:
        """Say which versions are spoken."""
        return e.options("GET")

    @route("GET", e.EPCIS, summary="List the resources")
    def epcis_root(self, request: Request) -> Json:
        """List the resources."""
        e.require_readable(request)
        return e.collection(list(RESOURCES))

    @route("OPTIONS", f"{e.EPCIS}/<resource>")
    def epcis_resource_options(self, _request: Request, resource: str) -> NoContent:
        """Say what can be done with a list."""
        _known(resource)
        return e.options("GET")

    @route("GET", f"{e.EPCIS}/<resource>", summary="List a resource")
    def epcis_resource(self, request: Request, resource: str) -> Json:
        """List event types, EPCs, steps, places or dispositions."""
        _known(resource)
        size, token = paging(request)
        members, following = _members(resource, request, size, token)
        return e.collection(members, following, request)

    @route("OPTIONS", f"{e.EPCIS}/<resource>/<path:value>")
    def epcis_value_options(self, _request: Request, resource: str, value: str) -> NoContent:
        """Say what can be done with one of a list."""
        _known(resource)
        return e.options("GET")

    @route("GET", f"{e.EPCIS}/<resource>/<path:value>", summary="Events of a resource")
    def epcis_value(self, request: Request, resource: str, value: str) -> Json:
        """Answer the events of a value, or say that it has events."""
        _known(resource)
        own = value.removesuffix("/events")
        if own == value:
            paging(request)
            return e.collection(["events"])
        return events_answer(request, **{PARAMETERS[resource]: own})


def _known(resource: str) -> None:
    if resource not in PARAMETERS:
        raise NotFound("epcis-resource-not-found", id=resource)


def _members(
    resource: str, request: Request, size: int, token: str | None
) -> tuple[list[str], str | None]:
    if resource == "eventTypes":
        return list(EVENT_TYPES), None
    if resource == "epcs":
        return list_epcs(visible_firms(request.user), size, token)
    return list_names(_TERMS[resource], size, token)
