"""What the document is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nscl_reporting.domain.annexes import Annexes
from nscl_reporting.domain.report import YearlyReport


@dataclass(frozen=True, kw_only=True)
class Content:
    """A report with its lists and its sender.

    ``agency`` is that of the province profile (``parent``, ``name``, ``short``,
    ``place``); ``province`` the province's name; ``dated`` the day of issue,
    None while nobody has issued it: then the date stays open like the number.
    """

    report: YearlyReport
    annexes: Annexes
    agency: Mapping[str, str]
    province: str
    dated: date | None = None
