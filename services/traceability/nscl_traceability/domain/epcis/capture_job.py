"""A capture job: one document taken in, and what became of its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nscl_shared.kernel import Aggregate
from nscl_traceability.domain.epcis.captured import CapturedEvent


@dataclass(frozen=True, kw_only=True)
class EventsCaptured:
    """Events entered the repository."""

    capture_id: str
    captured_at: datetime
    first_event_time: datetime
    last_event_time: datetime
    counts: Mapping[str, int]
    errors_declared: int
    gtins: Sequence[str]


@dataclass(frozen=True)
class NothingCaptured:
    """A document had no event that could be stored; only this service needs to know."""

    capture_id: str


MOST_GTINS = 1_000


@dataclass(kw_only=True)
class CaptureJob(Aggregate):
    """What became of one document; ``errors`` are problem documents."""

    account_id: str
    behaviour: str
    created_at: datetime
    finished_at: datetime
    events_stored: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def success(self) -> bool:
        """Whether all that was sent is stored."""
        return not self.errors

    def take(self, events: Sequence[CapturedEvent]) -> None:
        """Note the events that are stored with this job, which may be none."""
        if not events:
            self.record(NothingCaptured(self.id))
            return
        times = [event.event_time for event in events]
        self.events_stored = len(events)
        self.record(
            EventsCaptured(
                capture_id=self.id,
                captured_at=self.created_at,
                first_event_time=min(times),
                last_event_time=max(times),
                counts=Counter(event.type for event in events),
                errors_declared=sum(event.declares_error for event in events),
                gtins=sorted({gtin for event in events for gtin in event.gtins})[:MOST_GTINS],
            )
        )
