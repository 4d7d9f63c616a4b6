"""What is known of one agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nscl_shared.agencies.account import QUEUE_PREFIX
from nscl_shared.agencies.limits import Limits

NEAR = 0.8


@dataclass(frozen=True)
class Agency:
    """An account and its queue.

    ``missing`` names what a broken-off ``add`` left undone; ``backlog`` counts
    events ready for delivery; ``oldest`` is the time of the first, if nobody reads.
    """

    queue: str
    patterns: tuple[str, ...]
    limits: Limits
    backlog: int
    consumers: int
    connections: tuple[str, ...]
    missing: tuple[str, ...]
    title: str = ""
    since: datetime | None = None
    oldest: datetime | None = None

    @property
    def name(self) -> str:
        """The name without the prefix of the queue."""
        return self.queue.removeprefix(QUEUE_PREFIX)

    @property
    def behind(self) -> str:
        """Say in words what is wrong, nothing if all is well."""
        if self.missing:
            return f"half made: no {', no '.join(self.missing)}"
        if self.limits.events and self.backlog >= self.limits.events:
            return "at its limit: the oldest events are dropped"
        if self.limits.events and self.backlog > NEAR * self.limits.events:
            return f"backlog above {NEAR:.0%} of the limit"
        if self.backlog and not self.consumers:
            return "events wait and nobody reads"
        return ""
