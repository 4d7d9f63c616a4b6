"""What can be asked about lots, their balance and their recall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl_traceability.domain.lot_parts import LabTest
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.recall_parts import Answer, RecallState, Risk


@dataclass(frozen=True, kw_only=True)
class GivenInput:
    """An input as it is entered: ``lot`` is a lot's id, its Digital Link, or empty."""

    lot: str
    quantity: Decimal
    unit: str
    name: str = ""
    number: str = ""
    supplier: str = ""


@dataclass(frozen=True, kw_only=True)
class CorrectLot:
    """Change what is known of a lot; ``allowed``: an officer does, with a reason."""

    lot_id: str
    version: int
    lot_number: str
    produced_on: date
    expires_on: date | None
    quantity: Decimal
    unit: str
    inputs: Sequence[GivenInput]
    on: date
    allowed: bool


@dataclass(frozen=True, kw_only=True)
class AddTest:
    """Take a laboratory's report to a lot."""

    lot_id: str
    test: LabTest


@dataclass(frozen=True, kw_only=True)
class RemoveTest:
    """Take a report out again."""

    lot_id: str
    test_id: str


@dataclass(frozen=True, kw_only=True)
class CheckBalance:
    """Compare what went out of a lot with what was produced."""

    lot_id: str
    on: date


@dataclass(frozen=True, kw_only=True)
class RequestRecall:
    """Ask for the recall of a lot; ``at_once``: an officer opens it."""

    lot_id: str
    reason: str
    risk: Risk
    instruction: str
    act: Act
    at_once: bool


@dataclass(frozen=True, kw_only=True)
class DecideRecall:
    """Open the recall that was asked for, or refuse it."""

    recall_id: str
    open: bool
    act: Act


@dataclass(frozen=True, kw_only=True)
class WidenRecall:
    """Look again how far it reaches."""

    recall_id: str
    act: Act


@dataclass(frozen=True, kw_only=True)
class RestateRecall:
    """Tell another risk or instruction."""

    recall_id: str
    risk: Risk
    instruction: str
    act: Act


@dataclass(frozen=True, kw_only=True)
class AnswerRecall:
    """What a firm did."""

    recall_id: str
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class EndRecall:
    """Close it, or withdraw it."""

    recall_id: str
    outcome: RecallState
    act: Act
