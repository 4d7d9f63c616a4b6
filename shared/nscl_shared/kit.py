"""What every service class includes."""

from __future__ import annotations

from nscl_shared.dead_letters.endpoints import DeadLetterEndpoints
from nscl_shared.observability.endpoints import HealthEndpoints
from nscl_shared.web import KitPages


class KitEndpoints(KitPages, HealthEndpoints, DeadLetterEndpoints):
    """Health, metrics, static files, design page, OpenAPI document and dead letters."""
