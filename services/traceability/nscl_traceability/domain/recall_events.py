"""What happened to a recall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl_traceability.domain.events import ProductFacts
from nscl_traceability.domain.recall_parts import Scope


@dataclass(frozen=True, kw_only=True)
class RecallFacts:
    """What every event says of the recall it is about."""

    recall_id: str
    recall_number: str
    product_id: str
    gtin: str
    name: str
    lot_id: str
    lot_number: str
    firm_id: str
    firm_name: str
    reason: str
    risk: str
    instruction: str
    opened_on: date | None


@dataclass(frozen=True)
class RecallOpened:
    """A lot is recalled, with all that was made of it."""

    recall: RecallFacts
    scope: Scope


@dataclass(frozen=True)
class RecallUpdated:
    """It reaches further, or tells something else."""

    recall: RecallFacts
    scope: Scope
    change: str


@dataclass(frozen=True)
class RecallEnded:
    """It was carried out (``closed``) or was wrong (``withdrawn``)."""

    recall: RecallFacts
    outcome: str
    closed_on: date
    note: str


@dataclass(frozen=True)
class RecallNoticeIssued:
    """A firm is to be told."""

    recall: RecallFacts
    notice: str
    firm_id: str
    firm_name: str
    lot_numbers: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True)
class RecallTouched:
    """A step that only this service needs to know."""

    recall_id: str
    what: str


@dataclass(frozen=True, kw_only=True)
class MassBalanceExceeded:
    """More of a lot was used and sold than was produced."""

    product: ProductFacts
    lot_id: str
    lot_number: str
    produced: Decimal
    gone: Decimal
    unit: str
    noticed_on: date
