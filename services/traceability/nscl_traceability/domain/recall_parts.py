"""What a recall consists of: how far it reaches, what firms answer, its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class RecallState(StrEnum):
    """Where a recall stands; one that was opened is never deleted."""

    REQUESTED = "requested"
    REFUSED = "refused"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Risk(StrEnum):
    """How dangerous the goods are."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class ReachedLot:
    """A lot that is recalled; ``level`` counts the steps from the first one, 0."""

    lot_id: str
    node: str
    gtin: str
    name: str
    number: str
    firm_id: str
    firm_name: str
    level: int


@dataclass(frozen=True, kw_only=True)
class StampRange:
    """The stamps of a batch that are recalled, by their index, both ends included."""

    batch_id: str
    batch_number: int
    lot_id: str
    first: int
    last: int


@dataclass(frozen=True)
class Scope:
    """How far a recall reaches.

    ``outside`` are nodes of the graph that are no lots of this register; ``cut`` says
    that there is more than one recall can hold.
    """

    lots: tuple[ReachedLot, ...]
    stamps: tuple[StampRange, ...] = ()
    outside: tuple[str, ...] = ()
    cut: bool = False

    @property
    def firms(self) -> dict[str, str]:
        """Return the names of the firms to be told, by id, in order of the way of the goods."""
        return {lot.firm_id: lot.firm_name for lot in self.lots}

    @property
    def stamp_count(self) -> int:
        """Return how many stamps are recalled."""
        return sum(part.last - part.first + 1 for part in self.stamps)

    def numbers_of(self, firm_id: str) -> tuple[str, ...]:
        """Return the numbers of a firm's lots."""
        return tuple(lot.number for lot in self.lots if lot.firm_id == firm_id)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a firm did: it knows of the recall since ``at``; figures in ``unit``."""

    firm_id: str
    by: str
    at: datetime
    stock: Decimal | None = None
    returned: Decimal | None = None
    destroyed: Decimal | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RecallStep:
    """One line of a recall's history."""

    kind: str
    at: datetime
    by: str
    note: str = ""
