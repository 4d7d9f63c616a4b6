"""What happened in the traceability register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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


@dataclass(frozen=True)
class ProductUpdated:
    """What is known of a product was changed."""

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
    exact_quantity: Decimal | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class LotCorrected(LotRecorded):
    """What is known of a lot was changed."""


@dataclass(frozen=True)
class LotTouched:
    """Something about a lot changed that only this service needs to know."""

    lot_id: str
    what: str


@dataclass(frozen=True)
class QuotaMoved:
    """A lot's quota of stamps was held, used or given back; only this service needs to know."""

    lot_id: str
    requested: int
    issued: int
    replaced: int


@dataclass(frozen=True, kw_only=True)
class BatchFacts:
    """What every event says of the stamps it is about."""

    product: ProductFacts
    batch_id: str
    lot_id: str
    lot_number: str


@dataclass(frozen=True, kw_only=True)
class StampsRequested:
    """Stamps were requested for a lot."""

    batch: BatchFacts
    quantity: int
    requested_on: date


@dataclass(frozen=True, kw_only=True)
class StampsApproved:
    """A request was approved, perhaps for fewer stamps than were requested."""

    batch: BatchFacts
    requested: int
    quantity: int
    approved_on: date


@dataclass(frozen=True, kw_only=True)
class StampsRefused:
    """A request was refused."""

    batch: BatchFacts
    quantity: int
    reason: str
    refused_on: date


@dataclass(frozen=True, kw_only=True)
class StampsIssued:
    """A batch of stamps with derived serials was issued."""

    batch: BatchFacts
    quantity: int
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class StampsPrinted:
    """Stamps were handed to a printer; only this service needs to know."""

    batch_id: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class StampsScrapped:
    """The printer spoilt stamps; only this service needs to know."""

    batch_id: str
    quantity: int


@dataclass(frozen=True, kw_only=True)
class StampsActivated:
    """Stamps came into use; ``activated`` are all of the batch that are in use now."""

    batch: BatchFacts
    quantity: int
    activated: int
    activated_on: date


@dataclass(frozen=True, kw_only=True)
class StampsVoided:
    """Stamps are worth nothing any more."""

    batch: BatchFacts
    quantity: int
    reason: str
    voided_on: date
