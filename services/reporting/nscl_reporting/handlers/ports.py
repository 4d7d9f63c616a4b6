"""What the handlers need of the world; ``storage`` provides it."""

from __future__ import annotations

from typing import Any, Protocol

from nscl_reporting.domain.edition import Edition


class KnownFacts(Protocol):
    """The facts of other services."""

    def absorb(self, kind: str, subject: str, sequence: int, fields: dict[str, Any]) -> None:
        """Write the fields for which ``sequence`` is newer than what they hold."""


class Editions(Protocol):
    """The published editions."""

    def add(self, aggregate: Edition, /) -> None:
        """Take a new edition."""


class ReportingWork(Protocol):
    """The unit of work of this service."""

    @property
    def facts(self) -> KnownFacts:
        """The facts."""

    @property
    def editions(self) -> Editions:
        """The editions."""

    def next_number(self, counter: str) -> int:
        """Return the next number of a gapless counter, from 1."""
