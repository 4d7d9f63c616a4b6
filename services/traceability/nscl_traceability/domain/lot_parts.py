"""What a lot is made of and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl_traceability.domain.papers import AttachedFile


@dataclass(frozen=True, kw_only=True)
class LotInput:
    """A lot that went into another one.

    ``node`` is its place in the graph; ``lot_id`` names it where this register knows it.
    An outside lot has its product's ``name``, its ``number`` if any, and its ``supplier``.
    """

    node: str
    quantity: Decimal
    unit: str
    lot_id: str | None
    name: str
    number: str
    supplier: str


@dataclass(frozen=True, kw_only=True)
class LabTest:
    """What a laboratory found: ``subject`` was tested, ``result`` as it is reported."""

    test_id: str
    laboratory: str
    tested_on: date
    subject: str
    result: str
    passed: bool
    file: AttachedFile | None = None


@dataclass(frozen=True, kw_only=True)
class RecallMark:
    """The recall that a lot stands under; ``closed_on`` when it was carried out.

    ``instruction`` is what consumers are told to do.
    """

    recall_id: str
    reason: str
    opened_on: date
    closed_on: date | None = None
    instruction: str = ""
