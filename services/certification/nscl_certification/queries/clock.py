"""The calendar day in Vietnam."""

from __future__ import annotations

from datetime import date, datetime

from nscl_shared.formats import VIETNAM


def today() -> date:
    """Return today's date by the clock of Vietnam."""
    return datetime.now(VIETNAM).date()
