"""Days are those of the clock in Viet Nam, wherever a process runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "ICT")


def now() -> datetime:
    """Return the moment, to the millisecond, as it is stored."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def local_date(at: datetime) -> date:
    """Return the day that a moment belongs to."""
    return at.astimezone(VIETNAM).date()


def today() -> date:
    """Return the day that it is."""
    return local_date(now())
