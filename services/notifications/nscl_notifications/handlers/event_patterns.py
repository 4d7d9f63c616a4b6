"""Which events a webhook may be granted."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from nscl_contracts import catalogue, type_matches
from nscl_contracts.notifications import WebhookTested
from nscl_shared.kernel import InvalidInput

ROOT = "vn.nscl."
CLOSE = 0.3


def grantable_types() -> list[str]:
    """Return every event type that some service announces."""
    return [event_type for event_type in catalogue() if event_type != WebhookTested.type]


def producers() -> list[str]:
    """Return every service that announces events."""
    return sorted({contract.service for contract in catalogue().values()})


def granted_patterns(patterns: Sequence[str]) -> list[str]:
    """Return ``patterns`` without blanks and doubles.

    Raises:
        InvalidInput: ``webhook-events-missing``, or ``webhook-events-unknown``: a pattern
            covers no event type; names the nearest that does.
    """
    given = list(dict.fromkeys(pattern.strip() for pattern in patterns if pattern.strip()))
    if not given:
        raise InvalidInput("webhook-events-missing", field="events")
    for pattern in given:
        if not pattern.startswith(ROOT) or not covered_types(pattern):
            raise InvalidInput(
                "webhook-events-unknown", field="events", pattern=pattern, nearest=_nearest(pattern)
            )
    return given


def covered_types(pattern: str) -> list[str]:
    """Return the known event types that ``pattern`` covers."""
    return [event_type for event_type in grantable_types() if type_matches(pattern, event_type)]


def _nearest(pattern: str) -> str:
    known = [*grantable_types(), *(f"{ROOT}{producer}.#" for producer in producers())]
    found = get_close_matches(pattern, known, n=1, cutoff=CLOSE)
    return found[0] if found else f"{ROOT}#"
