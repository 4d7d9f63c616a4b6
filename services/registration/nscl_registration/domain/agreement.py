"""The papers that promise money: decision, agreement, settlement; and reports of progress."""

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


@dataclass(frozen=True)
class Settlement:
    """What the State owes in the end, by the liquidation paper ``number``."""

    settled_vnd: int
    settled_on: date
    number: str


@dataclass(frozen=True)
class ProgressReport:
    """What was done by ``on``; ``steps`` is how many lines the timeline had then."""

    on: date
    by: str
    text: str
    percent: int
    document: str | None = None
    steps: int = 0
