"""When a firm may ask for new stamps at all; how many, the lot's quota says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nscl_shared.kernel import RuleViolation
from nscl_traceability.domain.lot import Lot


@dataclass(frozen=True)
class Standing:
    """A certificate that covers the product; either day may be unknown."""

    expires_on: date | None
    revoked_on: date | None

    def in_force(self, on: date) -> bool:
        """Tell whether it holds on a day, its last day included."""
        expired = self.expires_on is not None and self.expires_on < on
        return not expired and (self.revoked_on is None or self.revoked_on > on)


def require_entitled(lot: Lot, standings: Sequence[Standing], on: date) -> None:
    """Let a firm ask for stamps for ``lot``; an officer who asks for it may judge otherwise.

    Raises:
        RuleViolation: ``lot-expired``; ``certificates-lapsed``: the product was certified
            and no certificate is in force.
    """
    if lot.expires_on is not None and lot.expires_on < on:
        raise RuleViolation("lot-expired", lot=lot.number, expires_on=lot.expires_on)
    if standings and not any(standing.in_force(on) for standing in standings):
        raise RuleViolation("certificates-lapsed", count=len(standings))
