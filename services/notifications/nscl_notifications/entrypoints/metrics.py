"""Figures for operators: attempts, and how many letters are in which state."""

from __future__ import annotations

from prometheus_client import Counter, Gauge
from pymongo.errors import PyMongoError

from nscl_notifications.queries.deliveries import count_by_state
from nscl_shared.observability.logs import get_logger

ATTEMPTS = Counter(
    "nscl_notifications_attempts_total",
    "Attempts to hand a letter to a channel, by outcome: delivered, failed.",
    ["channel", "outcome"],
)
LETTERS = Gauge("nscl_notifications_letters", "Letters by state.", ["state"])

log = get_logger(__name__)


def count_letters() -> None:
    """Set the gauges; a database out of reach leaves them as they were."""
    try:
        for state, number in count_by_state().items():
            LETTERS.labels(state).set(number)
    except PyMongoError as error:
        log.warning("letters-not-counted", reason=str(error)[:200])
