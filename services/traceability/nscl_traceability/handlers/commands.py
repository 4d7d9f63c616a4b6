"""What can be asked of this service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from nscl_traceability.domain.product import NO_DETAILS, Producer
from nscl_traceability.domain.product_parts import ProductDetails
from nscl_traceability.domain.report import ProblemKind
from nscl_traceability.handlers.lot_commands import GivenInput


@dataclass(frozen=True, kw_only=True)
class RegisterProduct:
    """Register a product; without ``gtin`` it gets an internal one."""

    name: str
    producer: Producer
    gtin: str | None
    ocop_stars: int | None
    project_id: str | None
    description: str
    admin_code: str
    details: ProductDetails = NO_DETAILS


@dataclass(frozen=True, kw_only=True)
class RecordLot:
    """Record a production lot."""

    product_id: str
    lot_number: str
    produced_on: date
    expires_on: date | None
    quantity: Decimal | int
    unit: str
    inputs: Sequence[GivenInput] = ()


@dataclass(frozen=True, kw_only=True)
class ReportProblem:
    """Report a problem with what ``link`` names; ``about`` are the ids of product and firm."""

    kind: ProblemKind
    link: str
    words: str
    about: tuple[str, str] | None
    commune_code: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CopyFirm:
    """Keep what registration says of a firm."""

    firm_id: str
    sequence: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CopyCertificate:
    """Keep what certification says of a certificate."""

    certificate_id: str
    sequence: int
    fields: Mapping[str, Any]
