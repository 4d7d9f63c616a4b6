"""What the registration form asks beyond the wishes and their cost, and what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nscl_shared.kernel import RuleViolation


class ReceivedVia(StrEnum):
    """Nộp trực tuyến, bản giấy, thư điện tử."""

    ONLINE = "online"
    PAPER = "paper"
    EMAIL = "email"


class FileKind(StrEnum):
    """What an attached paper is."""

    SIGNED_FORM = "signed-form"
    LICENCE = "business-licence"
    PRODUCT = "product-papers"
    QUOTATION = "quotation"
    OTHER = "other"


@dataclass(frozen=True)
class Deadline:
    """The last day to hand in, and the paper that says so."""

    on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class Form:
    """Own money in VND, timing, commitment, and how the form came in.

    ``committed``: the unit declares that no other budget pays for the same.
    """

    own_vnd: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    committed: bool = False
    received_via: ReceivedVia = ReceivedVia.ONLINE
    received_on: date | None = None

    def require_sound(self, cost_vnd: int) -> None:
        """Refuse what contradicts itself; a cost of 0 is not stated yet.

        Raises:
            RuleViolation: ``own-above-cost`` or ``timing-reversed``.
        """
        if self.own_vnd is not None and 0 < cost_vnd < self.own_vnd:
            raise RuleViolation("own-above-cost", field="own_vnd", own=self.own_vnd, cost=cost_vnd)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise RuleViolation("timing-reversed", field="ends_on", starts_on=self.starts_on)

    def is_late(self, submitted_on: date, deadline: Deadline | None) -> bool:
        """Tell whether it came in after the deadline: on paper the day of receipt counts."""
        return deadline is not None and (self.received_on or submitted_on) > deadline.on


BLANK = Form()

STEP_OF: Mapping[str, str] = {
    "supports": "wishes",
    "estimated_cost_vnd": "money",
    "commitment": "submit",
}
"""The step of the form on which a field is filled in."""


def missing_fields(supports: object, cost_vnd: int, *, committed: bool) -> list[str]:
    """Return the fields that a submission still lacks, in the order of the form.

    >>> missing_fields((), 0, committed=True)
    ['supports', 'estimated_cost_vnd']
    """
    filled = (bool(supports), cost_vnd > 0, committed)
    return [name for name, there in zip(STEP_OF, filled, strict=True) if not there]
