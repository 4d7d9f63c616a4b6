"""How long we try: waiting times between attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Patience:
    """Waiting times after each failed attempt, in seconds; the last failure ends it.

    A refusal that the server calls permanent (RFC 5321: 5yz) is tried only
    ``permanent_attempts`` times: once more, because some servers answer so
    while they merely do not know the sender yet.
    """

    waits: Sequence[float]
    permanent_attempts: int = 2

    def wait_after(self, attempt: int, *, permanent: bool) -> timedelta | None:
        """Return how long to wait after failed attempt number ``attempt`` (from 1).

        None means: give up.
        """
        most = len(self.waits) + 1
        if permanent:
            most = min(most, self.permanent_attempts)
        return timedelta(seconds=self.waits[attempt - 1]) if attempt < most else None
