"""A route as data: what ``@route`` says about a method."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from marshmallow import Schema

if TYPE_CHECKING:
    from nscl_shared.web.access import Access

SERVICE = "{service}"
Edits = Literal["no", "may", "must"]


@dataclass(frozen=True, kw_only=True)
class RouteSpec:
    """Method, URL (a werkzeug rule) and what the kit should know about the route.

    ``edits``: whether ``If-Match`` may or must name the version that was read;
    ``etag``: whether the answer names its version; ``uploads``: fields with files.
    """

    method: str
    url: str
    body: type[Schema] | None = None
    query: type[Schema] | None = None
    returns: type[Schema] | None = None
    status: int = 200
    summary: str = ""
    tags: tuple[str, ...] = ()
    form: str | None = None
    max_body_bytes: int | None = None
    access: Access | None = None
    edits: Edits = "no"
    etag: bool = False
    produces: str = "application/json"
    uploads: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return ``"METHOD /url"``, the key of access tables."""
        return f"{self.method} {self.url}"

    @property
    def is_api(self) -> bool:
        """Say whether the URL is one of the REST interface."""
        return self.url.startswith("/api/")

    def of(self, service: str) -> RouteSpec:
        """Return the spec with ``{service}`` in the URL filled in."""
        return replace(self, url=self.url.replace(SERVICE, service))


def routes_of(service_class: type) -> list[RouteSpec]:
    """Return the routes of a service class, its mixins' included, by URL."""
    service = str(getattr(service_class, "name", ""))
    found = (spec.of(service) for _name, spec in _declared(service_class))
    return sorted(found, key=lambda spec: (spec.url, spec.method))


def _declared(service_class: type) -> Iterator[tuple[str, RouteSpec]]:
    for name, method in inspect.getmembers(service_class, inspect.isfunction):
        for spec in getattr(method, "route_specs", ()):
            yield name, spec
