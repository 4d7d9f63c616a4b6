"""What has become of the stamps of one batch, by their indexes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from nscl_shared.kernel import Conflict, InvalidInput, RuleViolation
from nscl_traceability.domain import intervals as iv
from nscl_traceability.domain.intervals import Intervals

# a batch is one document, which the database limits to 16 MB
MAX_PIECES = 50_000


class VoidReason(StrEnum):
    """Why a stamp is worth nothing any more."""

    LOST = "lost"
    DAMAGED = "damaged"
    SUSPECTED_FORGED = "suspected-forged"


# what was spoilt or lost may be replaced; a stamp that is suspected may still be on a product
REPLACED = frozenset({VoidReason.LOST, VoidReason.DAMAGED})


@dataclass(frozen=True)
class Figures:
    """How many stamps are where: ``printed`` is the sum of the five others."""

    printed: int
    activated: int
    in_stock: int
    voided: int
    lost: int
    scrapped: int


@dataclass(frozen=True)
class StampStates:
    """``activated``, ``voided``, ``scrapped`` and ``lost`` share no stamp; all were ``printed``.

    The rest of what was printed is in stock: with the printer or the firm.
    """

    printed: Intervals = iv.NONE
    activated: Intervals = iv.NONE
    voided: Intervals = iv.NONE
    scrapped: Intervals = iv.NONE
    lost: Intervals = iv.NONE

    @property
    def ended(self) -> Intervals:
        """Return what can never be used again."""
        return iv.union(iv.union(self.voided, self.scrapped), self.lost)

    @property
    def stock(self) -> Intervals:
        """Return what was printed and waits."""
        return iv.subtract(self.printed, iv.union(self.activated, self.ended))

    @property
    def figures(self) -> Figures:
        """Return the reconciliation."""
        return Figures(
            printed=iv.count(self.printed),
            activated=iv.count(self.activated),
            in_stock=iv.count(self.stock),
            voided=iv.count(self.voided),
            lost=iv.count(self.lost),
            scrapped=iv.count(self.scrapped),
        )

    def print_out(self, wanted: Intervals) -> Self:
        """Note that ``wanted`` was handed to a printer; again or for the first time."""
        return self._checked(replace(self, printed=iv.union(self.printed, wanted)))

    def activate(self, wanted: Intervals) -> Self:
        """Put ``wanted`` into use.

        Raises:
            Conflict: ``stamps-not-printed``, ``stamps-ended`` or ``stamps-activated``, naming
                the first range that stands in the way.
        """
        self._require_printed(wanted)
        self._require_not_ended(wanted)
        self._require_not_activated(wanted)
        return self._checked(replace(self, activated=iv.union(self.activated, wanted)))

    def scrap(self, wanted: Intervals) -> Self:
        """Note that the printer spoilt ``wanted``; what is scrapped already stays so.

        Raises:
            Conflict: ``stamps-not-printed``, ``stamps-activated`` or ``stamps-ended``.
        """
        fresh = iv.subtract(wanted, self.scrapped)
        self._require_printed(fresh)
        self._require_not_activated(fresh)
        self._require_not_ended(fresh)
        return self._checked(replace(self, scrapped=iv.union(self.scrapped, fresh)))

    def void(self, wanted: Intervals, reason: VoidReason) -> Self:
        """Take ``wanted`` out of use or out of stock, for ever.

        Raises:
            Conflict: ``stamps-not-printed`` or ``stamps-ended``.
        """
        self._require_printed(wanted)
        self._require_not_ended(wanted)
        left = replace(self, activated=iv.subtract(self.activated, wanted))
        if reason is VoidReason.LOST:
            return self._checked(replace(left, lost=iv.union(self.lost, wanted)))
        return self._checked(replace(left, voided=iv.union(self.voided, wanted)))

    def _require_printed(self, wanted: Intervals) -> None:
        if missing := iv.subtract(wanted, self.printed):
            raise Conflict("stamps-not-printed", **_where(missing))

    def _require_not_activated(self, wanted: Intervals) -> None:
        if found := iv.intersection(wanted, self.activated):
            raise Conflict("stamps-activated", **_where(found))

    def _require_not_ended(self, wanted: Intervals) -> None:
        if found := iv.intersection(wanted, self.ended):
            raise Conflict("stamps-ended", **_where(found))

    def _checked(self, changed: Self) -> Self:
        kinds = (changed.printed, changed.activated, changed.ended)
        if max(map(len, kinds)) > MAX_PIECES:
            raise RuleViolation("stamps-in-too-many-pieces", most=MAX_PIECES)
        return changed


def wanted_range(first: int, last: int, quantity: int) -> Intervals:
    """Return the range of a batch of ``quantity`` stamps.

    Raises:
        InvalidInput: ``stamp-range``: it is empty or goes beyond the batch.
    """
    if not 1 <= first <= last <= quantity:
        field = "first" if not 1 <= first <= quantity else "last"
        raise InvalidInput("stamp-range", field=field, first=first, last=last, quantity=quantity)
    return ((first, last),)


def _where(found: Intervals) -> dict[str, Any]:
    first, last = found[0]
    return {"field": "first", "first": first, "last": last, "count": iv.count(found)}
