"""What every service class includes."""

from __future__ import annotations

from nscl_shared.observability.endpoints import HealthEndpoints
from nscl_shared.web import KitPages


class KitEndpoints(KitPages, HealthEndpoints):
    """Health, metrics, static files, design page and OpenAPI document."""
