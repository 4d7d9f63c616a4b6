"""The two papers that promise money: the decision and the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Approval:
    """The agency's decision on an application."""

    support_vnd: int
    decided_on: date
    decision_number: str | None = None


@dataclass(frozen=True)
class Agreement:
    """The support agreement; ``legal_basis`` names the rule that allows the amount."""

    number: str
    total_cost_vnd: int
    support_vnd: int
    legal_basis: str
    signed_on: date
