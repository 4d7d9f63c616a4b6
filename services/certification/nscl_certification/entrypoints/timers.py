"""What operators and officers should see coming: certificates about to expire."""

from __future__ import annotations

from nameko.timer import timer
from prometheus_client import Gauge
from pymongo.errors import PyMongoError

from nscl_certification.queries.listing import count_expiring
from nscl_shared.observability.logs import get_logger

COUNT_SECONDS = 60
WINDOWS = (30, 60, 90)

EXPIRING = Gauge(
    "nscl_certification_certificates_expiring",
    "Live certificates whose last day is within so many days.",
    ["days"],
)

log = get_logger(__name__)


class Timers:
    """What happens by the clock."""

    @timer(interval=COUNT_SECONDS, eager=True)
    def count_expiring(self) -> None:
        """Keep the gauges up to date."""
        try:
            for days in WINDOWS:
                EXPIRING.labels(str(days)).set(count_expiring(days))
        except PyMongoError as error:
            log.warning("certificates-not-counted", reason=str(error)[:200])
