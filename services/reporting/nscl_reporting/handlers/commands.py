"""The commands: what can be asked of this service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class KeepFact:
    """Keep what an event stated about one aggregate.

    ``kind`` names a member of ``domain.facts.Facts``; ``fields`` are members of
    that kind of fact.  ``sequence`` orders the events of one ``subject``.
    """

    kind: str
    subject: str
    sequence: int
    at: datetime
    fields: Mapping[str, Any]

    @property
    def stated(self) -> dict[str, Any]:
        """Return all that is kept: the fields and the time of the event."""
        return {**self.fields, "at": self.at}


@dataclass(frozen=True, kw_only=True)
class PublishReport:
    """Make an edition of a yearly report: its figures (JSON text) and its document."""

    year: int
    figures: str
    document: bytes
    by: str
