"""What happened in the traceability register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ProductFacts:
    """What every event says of the product it is about."""

    product_id: str
    gtin: str
    name: str
    firm_id: str
    firm_name: str
    org_type: str
    ocop_stars: int | None
    project_id: str | None


@dataclass(frozen=True)
class ProductRegistered:
    """A product entered the register."""

    product: ProductFacts


@dataclass(frozen=True, kw_only=True)
class LotRecorded:
    """A production lot was recorded."""

    product: ProductFacts
    lot_id: str
    lot_number: str
    produced_on: date
    expires_on: date | None
    quantity: int
    unit: str


@dataclass(frozen=True)
class StampsReserved:
    """Part of a lot's quota was used up; only this service needs to know."""

    lot_id: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class StampsIssued:
    """A batch of stamps with derived serials was issued."""

    product: ProductFacts
    batch_id: str
    lot_id: str
    lot_number: str
    quantity: int
    issued_on: date
