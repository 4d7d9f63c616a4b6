"""What the handlers need of the world; ``storage`` provides it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from nscl_traceability.domain.epcis.capture_job import CaptureJob
from nscl_traceability.domain.epcis.captured import CapturedEvent
from nscl_traceability.domain.epcis.master_data import VocabularyElement
from nscl_traceability.domain.epcis.named_query import NamedQuery
from nscl_traceability.domain.epcis.subscription import Subscription
from nscl_traceability.domain.intervals import Intervals
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.lot_parts import RecallMark
from nscl_traceability.domain.product import Product
from nscl_traceability.domain.quantities import Amount
from nscl_traceability.domain.recall import Recall
from nscl_traceability.domain.recall_parts import Scope
from nscl_traceability.domain.report import ProblemReport
from nscl_traceability.domain.stamp_batch import StampBatch
from nscl_traceability.domain.stamp_rules import Standing
from nscl_traceability.domain.trace import Edge
from nscl_traceability.handlers.signal_ports import Cases, Signals, Watched
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

    def find(self, aggregate_id: str, /) -> Lot | None:
        """Return one, or None."""

    def by_node(self, node: str) -> Lot | None:
        """Return the lot at that place in the graph, or None."""

    def add(self, aggregate: Lot, /) -> None:
        """Take a new one."""


class Batches(Protocol):
    """The stamp batches."""

    def get(self, aggregate_id: str, /) -> StampBatch:
        """Return one or raise ``NotFound("batch-not-found")``."""

    def add(self, aggregate: StampBatch, /) -> None:
        """Take a new one."""

    def active(self, lot_id: str) -> int:
        """Return how many stamps of a lot are activated."""


class Recalls(Protocol):
    """The recalls."""

    def get(self, aggregate_id: str, /) -> Recall:
        """Return one or raise ``NotFound("recall-not-found")``."""

    def begun_with(self, lot_id: str) -> list[Recall]:
        """Return the recalls that were asked for or opened because of a lot."""

    def standing_with(self, lot_ids: Collection[str]) -> list[Recall]:
        """Return the recalls that reach one of the lots: the open ones, then the closed ones."""

    def add(self, aggregate: Recall, /) -> None:
        """Take a new one."""


class Reach(Protocol):
    """How far recalls reach."""

    def scope(self, node: str) -> Scope:
        """Return all that was made of a lot, and the lot itself."""

    def mark(self, lot_ids: Collection[str], mark: RecallMark) -> int:
        """Mark the lots that stand under no open recall; return how many."""

    def remark(self, recall_id: str, mark: RecallMark | None) -> int:
        """Set what the lots of one recall are marked with; return how many."""


class Graph(Protocol):
    """What went into what."""

    def replace(self, source: str, edges: Iterable[Edge]) -> None:
        """Store ``edges`` as all that ``source`` says."""

    def reaches(self, start: str, nodes: Collection[str]) -> bool:
        """Tell whether one of ``nodes`` was made of ``start``."""

    def taken(self, node: str) -> list[Amount]:
        """Return what went out of a lot into others."""


class Reports(Protocol):
    """What consumers reported."""

    def get(self, aggregate_id: str, /) -> ProblemReport:
        """Return one or raise ``NotFound("report-not-found")``."""

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


class Captures(Protocol):
    """The capture jobs of EPCIS documents."""

    def add(self, aggregate: CaptureJob, /) -> None:
        """Take a new one."""


class EpcisEvents(Protocol):
    """The captured events."""

    def add(self, events: Sequence[CapturedEvent], capture_id: str, at: datetime) -> None:
        """Store them with their edges of the graph; none of them may be there already."""


class MasterData(Protocol):
    """What captured documents say of places, classes, transactions."""

    def taken(self, keys: Collection[str], by: str) -> set[str]:
        """Return those of ``keys`` that another account than ``by`` captured."""

    def keep(
        self, elements: Sequence[VocabularyElement], capture_id: str, by: str, at: datetime
    ) -> None:
        """Store elements in the place of what was said of them before."""


class NamedQueries(Protocol):
    """The queries with a name."""

    def get(self, aggregate_id: str, /) -> NamedQuery:
        """Return one or raise ``NotFound("epcis-name-not-found")``."""

    def find(self, aggregate_id: str, /) -> NamedQuery | None:
        """Return one or None."""

    def add(self, aggregate: NamedQuery, /) -> None:
        """Take a new one."""

    def remove(self, name: str) -> None:
        """Delete one."""


class Subscriptions(Protocol):
    """The subscriptions to queries."""

    def get(self, aggregate_id: str, /) -> Subscription:
        """Return one or raise ``NotFound("epcis-subscription-not-found")``."""

    def find(self, aggregate_id: str, /) -> Subscription | None:
        """Return one or None."""

    def add(self, aggregate: Subscription, /) -> None:
        """Take a new one."""

    def count_of(self, account_id: str) -> int:
        """Return how many an account has."""

    def remove(self, subscription_id: str) -> None:
        """Delete one."""

    def remove_all(self, query: str) -> None:
        """Delete all of a query."""


class TraceabilityWork(Protocol):
    """The unit of work of this service."""

    products: Products
    lots: Lots
    batches: Batches
    recalls: Recalls
    reach: Reach
    graph: Graph
    firms: Copies
    certificates: Copies
    stamp_acts: StampActs
    print_files: PrintFiles
    standings: Standings
    reports: Reports
    signals: Signals
    cases: Cases
    watched: Watched
    captures: Captures
    epcis_events: EpcisEvents
    epcis_master_data: MasterData
    epcis_queries: NamedQueries
    epcis_subscriptions: Subscriptions

    def next_number(self, counter: str) -> int:
        """Return the next number of a gapless counter."""
