"""How much the broker keeps for an agency that does not fetch it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from nscl_shared.runtime.problems import RuntimeProblem

MILLISECONDS = {"m": 60_000, "h": 3_600_000, "d": 86_400_000}
LONGEST_MS = 365 * MILLISECONDS["d"]
MOST_EVENTS = 10_000_000


@dataclass(frozen=True)
class Limits:
    """The newest ``events`` stay, none longer than ``age_ms`` milliseconds."""

    events: int
    age_ms: int

    @classmethod
    def read(cls, events: int, age: str) -> Self:
        """Return the limits that ``--max-events`` and ``--max-age`` (``30d``, ``12h``) name.

        Raises:
            RuntimeProblem: naming the option that is wrong.
        """
        if not 1 <= events <= MOST_EVENTS:
            raise RuntimeProblem(
                f"--max-events {events} is out of range", f"Write 1 to {MOST_EVENTS:,}"
            )
        number, unit = age[:-1], MILLISECONDS.get(age[-1:])
        milliseconds = int(number) * unit if unit and number.isdecimal() else 0
        if not 1 <= milliseconds <= LONGEST_MS:
            raise RuntimeProblem(
                f"--max-age {age!r} is no time to keep", "Write 90m, 12h or 30d; at most 365d"
            )
        return cls(events, milliseconds)

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Self:
        """Read the arguments of a queue; 0 where it has no such limit."""
        return cls(int(arguments.get("x-max-length", 0)), int(arguments.get("x-message-ttl", 0)))

    @property
    def age(self) -> str:
        """The age as people write it: ``30d``."""
        for unit, size in reversed(MILLISECONDS.items()):
            if self.age_ms % size == 0:
                return f"{self.age_ms // size}{unit}"
        return f"{self.age_ms} ms"

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the queue: durable on a majority, the oldest goes first."""
        return {
            "x-queue-type": "quorum",
            "x-max-length": self.events,
            "x-message-ttl": self.age_ms,
            "x-overflow": "drop-head",
        }
