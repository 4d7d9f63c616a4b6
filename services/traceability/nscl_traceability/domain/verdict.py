"""What a scan says."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """The first words of the consumer's page."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def verdict(*, authentic: bool, expires_on: date | None, today: date) -> Verdict:
    """Return the verdict on a stamp whose serial is, or is not, authentic."""
    if not authentic:
        return Verdict.UNKNOWN
    if expires_on is not None and expires_on < today:
        return Verdict.EXPIRED
    return Verdict.GENUINE
