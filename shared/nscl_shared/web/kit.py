"""The routes every service has by including ``KitPages``."""

from __future__ import annotations

from functools import cache
from typing import Any

from nscl_shared.i18n import _
from nscl_shared.web.access import public
from nscl_shared.web.answers import Json, Page, Raw
from nscl_shared.web.forms import FormState
from nscl_shared.web.openapi import openapi
from nscl_shared.web.request import Request
from nscl_shared.web.routes import route


class KitPages:
    """``/<service>/_design``, ``/<service>/_static/…``, ``/api/<service>/openapi.json``."""

    @route("GET", "/{service}/_design", access=public(), summary="Show every component")
    def design_page(self, request: Request) -> Page:  # noqa: ARG002 - the kit's signature
        """Show every component of the shell with the call that makes it."""
        missing = f"{_('This is missing.')} {_('Fill it in.')}"
        fields = ("refused-name", "refused-org", "refused-right")
        return Page("design.html", refused=FormState(errors=dict.fromkeys(fields, (missing,))))

    @route("GET", "/{service}/_static/<digest>/<path:name>", access=public())
    def static_file(self, request: Request, digest: str, name: str) -> Raw:
        """Answer a static file; for ever cacheable when the address names its content."""
        assets = request.web.assets
        asset = assets.get(name)
        caching = {"Cache-Control": assets.caching(digest, name)}
        return Raw(asset.body, asset.content_type, headers=caching)

    @route("GET", "/api/{service}/openapi.json", access=public(), summary="Describe this API")
    def openapi_document(self, request: Request) -> Json:
        """Describe the REST interface of this service."""
        return Json(_document(request.web.service_class))


@cache
def _document(service_class: type) -> dict[str, Any]:
    return openapi(service_class)
