"""What the handlers need of the world; ``storage`` provides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from nscl_traceability.domain.intervals import Intervals
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.product import Product
from nscl_traceability.domain.report import ProblemReport
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.domain.stamp_rules import Standing
from nscl_traceability.handlers.stamp_commands import RecordPrintFile


class Products(Protocol):
    """The products."""

    def get(self, aggregate_id: str, /) -> Product:
        """Return one or raise ``NotFound("product-not-found")``."""

    def by_gtin(self, gtin: str) -> Product | None:
        """Return the product with that GTIN-14, or None."""

    def add(self, aggregate: Product, /) -> None:
        """Take a new one."""


class Lots(Protocol):
    """The lots."""

    def get(self, aggregate_id: str, /) -> Lot:
        """Return one or raise ``NotFound("lot-not-found")``."""

    def by_number(self, product_id: str, number: str) -> Lot | None:
        """Return the product's lot of that number, or None."""

    def add(self, aggregate: Lot, /) -> None:
        """Take a new one."""


class Batches(Protocol):
    """The stamp batches."""

    def get(self, aggregate_id: str, /) -> StampBatch:
        """Return one or raise ``NotFound("batch-not-found")``."""

    def add(self, aggregate: StampBatch, /) -> None:
        """Take a new one."""


class Reports(Protocol):
    """What consumers reported."""

    def add(self, aggregate: ProblemReport, /) -> None:
        """Take a new one."""


class Copies(Protocol):
    """Local copies of others' facts."""

    def absorb(self, subject: str, sequence: int, **fields: Any) -> object:
        """Keep the fields the event is newer for."""


class StampActs(Protocol):
    """The journal of what was done with stamps."""

    def note(
        self,
        batch_id: str,
        kind: str,
        *,
        stamps: Intervals,
        by: str,
        reason: str = "",
        note: str = "",
    ) -> None:
        """Write one act."""


class PrintFiles(Protocol):
    """The manifests of print files."""

    def note(self, file: RecordPrintFile) -> None:
        """Keep one, or count that it was handed out again."""


class Standings(Protocol):
    """The certificates, as far as they decide on stamps."""

    def of(self, firm_id: str, product_name: str, /) -> Sequence[Standing]:
        """Return those that cover the product, in force or not."""


class TraceabilityWork(Protocol):
    """The unit of work of this service."""

    products: Products
    lots: Lots
    batches: Batches
    firms: Copies
    certificates: Copies
    stamp_acts: StampActs
    print_files: PrintFiles
    standings: Standings
    reports: Reports

    def next_number(self, counter: str) -> int:
        """Return the next number of a gapless counter."""
