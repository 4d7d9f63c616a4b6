"""A certification scheme: what is usual, to pre-fill and to warn, never to overrule a paper."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_A_YEAR = 12


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, or the month's last day if it is shorter."""
    index = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(issued_on: date, months: int) -> date:
    """Return the last valid day of a paper issued for ``months``.

    >>> last_day(date(2022, 9, 1), 36)
    datetime.date(2025, 8, 31)
    """
    return add_months(issued_on, months) - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """What an entry point of the group ``nscl.schemes`` must give.

    ``code`` equals the entry point's name; ``title`` has at least ``vi`` and
    ``en``; ``default_months`` pre-fills the expiry, None for papers without
    one; ``max_months`` is the longest usual validity (extensions included);
    ``surveillance_months`` the longest time between surveillance audits;
    ``covers_products`` tells product schemes from management systems;
    ``source`` names the document the figures come from and ``confirmed`` is
    False as long as nobody has read them in it.
    """

    code: str
    title: Mapping[str, str]
    default_months: int | None
    max_months: int | None
    surveillance_months: int | None
    covers_products: bool
    source: str
    confirmed: bool

    def usual_expiry(self, issued_on: date) -> date | None:
        """Return the expiry to pre-fill, None where the scheme has none."""
        return None if self.default_months is None else last_day(issued_on, self.default_months)

    def warnings(self, issued_on: date, expires_on: date | None) -> list[str]:
        """Return codes of what is unusual about a paper's dates."""
        if self.max_months is None:
            return []
        if expires_on is None:
            return ["expiry-unusually-missing"]
        longest = last_day(issued_on, self.max_months)
        # Certificates count from the day itself as often as from the day after.
        return ["validity-unusually-long"] if expires_on > longest + timedelta(days=1) else []
