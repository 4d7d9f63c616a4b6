"""An aggregate decides and *records* what happened; it never sends or saves."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(kw_only=True)
class Aggregate:
    """The consistency boundary of one command.

    ``id`` is the natural key where the field has one, otherwise a UUIDv7.
    ``version`` counts the recorded facts: it is the event ``sequence`` that
    subscribers order by, and the guard of the optimistic write.
    """

    id: str
    version: int = 0
    events: list[tuple[int, object]] = field(default_factory=list, repr=False, compare=False)

    def record(self, event: object) -> None:
        """Note a domain event (a frozen dataclass, past tense) for announcement."""
        self.version += 1
        self.events.append((self.version, event))

    def collect(self) -> list[tuple[int, object]]:
        """Hand over the recorded ``(sequence, event)`` pairs, once."""
        recorded, self.events = self.events, []
        return recorded
