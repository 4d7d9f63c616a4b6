"""What happens in this service."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportPublished:
    """An edition of a yearly report was published."""

    edition_id: str
    year: int
    number: int
    sha256: str
