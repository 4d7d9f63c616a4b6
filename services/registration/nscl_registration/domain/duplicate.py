"""Two entries that may be about the same unit, until an officer says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from nscl_registration.domain.firm import Firm
from nscl_registration.domain.likeness import Likeness
from nscl_registration.domain.steps import Actor
from nscl_shared.kernel import Aggregate, Conflict


class PairState(StrEnum):
    """What became of it."""

    OPEN = "open"
    DISMISSED = "dismissed"
    MERGED = "merged"
    GONE = "gone"


@dataclass(frozen=True)
class PairSeen:
    """A pair was found, judged or changed; nobody else needs to know."""

    pair_id: str


@dataclass(kw_only=True)
class DuplicatePair(Aggregate):
    """A pair; ``firm_ids`` in order, ``score`` of 100."""

    firm_ids: tuple[str, str]
    names: tuple[str, str]
    score: int
    reasons: tuple[str, ...]
    state: PairState = PairState.OPEN
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str | None = None

    @classmethod
    def found(cls, firm: Firm, like: Likeness) -> Self:
        """Note that ``like`` was found for ``firm``."""
        (one, one_name), (two, two_name) = sorted([(firm.id, firm.name), (like.firm_id, like.name)])
        pair = cls(
            id=pair_id(one, two),
            firm_ids=(one, two),
            names=(one_name, two_name),
            score=like.score,
            reasons=like.reasons,
        )
        pair.record(PairSeen(pair.id))
        return pair

    def refresh(self, firm: Firm, like: Likeness) -> None:
        """Note how alike they are now; what an officer dismissed stays dismissed."""
        fresh = DuplicatePair.found(firm, like)
        seen = (self.names, self.score, self.reasons)
        if seen == (fresh.names, fresh.score, fresh.reasons) and self.state is not PairState.GONE:
            return
        self.names, self.score, self.reasons = fresh.names, fresh.score, fresh.reasons
        if self.state is PairState.GONE:
            self.state = PairState.OPEN
        self.record(PairSeen(self.id))

    def part(self) -> None:
        """Note that they are not alike any more."""
        if self.state is PairState.OPEN:
            self.state = PairState.GONE
            self.record(PairSeen(self.id))

    def decide(self, state: PairState, by: Actor, at: datetime, note: str | None) -> None:
        """Dismiss the pair, note its merger, or open it again.

        Raises:
            Conflict: ``pair-decided``, somebody was faster.
        """
        if self.state is state:
            raise Conflict("pair-decided", by=self.decided_by or "")
        self.state, self.decided_by, self.decided_at, self.note = state, by.name, at, note
        self.record(PairSeen(self.id))


def pair_id(one: str, two: str) -> str:
    """Return the id of a pair, whichever is named first."""
    return "~".join(sorted((one, two)))
