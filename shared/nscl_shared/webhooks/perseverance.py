"""How long a receiver of events may fail before it is disabled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Perseverance:
    """Waiting times in seconds after each failure in a row, and the longest time of failing.

    A receiver that asks for a longer wait (``Retry-After``) gets it, up to ``longest_wait``.
    """

    waits: Sequence[float]
    give_up_after: timedelta
    longest_wait: timedelta = timedelta(days=1)

    def wait_after(
        self, failures: int, failing_since: datetime, now: datetime, asked: float | None
    ) -> timedelta | None:
        """Return how long to wait after failure number ``failures`` (from 1); None: give up."""
        if failures > len(self.waits) or now - failing_since >= self.give_up_after:
            return None
        seconds = max(self.waits[failures - 1], asked or 0.0)
        return min(timedelta(seconds=seconds), self.longest_wait)
