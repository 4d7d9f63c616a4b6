"""What came of one attempt to hand something to a receiver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt.

    ``status`` is the HTTP status, None where none came; ``error`` says what went wrong,
    empty where nothing did; ``retry_after`` is what the receiver asked for, in seconds.
    """

    at: datetime
    status: int | None
    duration_ms: int
    error: str = ""
    retry_after: float | None = None
    gone: bool = False

    @property
    def delivered(self) -> bool:
        """Tell whether the receiver has taken it."""
        return not self.error
