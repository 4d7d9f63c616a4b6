"""Everything one command of this service may touch."""

from __future__ import annotations

from nscl_shared.persistence import UnitOfWork
from nscl_traceability.publishing.announce import announce
from nscl_traceability.storage.documents import ALIAS, CertificateCopy, FirmCopy
from nscl_traceability.storage.epcis_master_data import MasterDataStore
from nscl_traceability.storage.epcis_repository import (
    CaptureJobRepository,
    EpcisStore,
    NamedQueryRepository,
)
from nscl_traceability.storage.epcis_subscriptions import SubscriptionRepository
from nscl_traceability.storage.graph import Graph
from nscl_traceability.storage.reach import Reach
from nscl_traceability.storage.recall_repository import RecallRepository
from nscl_traceability.storage.report_repository import ReportRepository
from nscl_traceability.storage.repositories import (
    LotRepository,
    ProductRepository,
)
from nscl_traceability.storage.scan_watch import ScanWatch
from nscl_traceability.storage.signal_repositories import CaseRepository, SignalRepository
from nscl_traceability.storage.stamp_batches import (
    PrintFiles,
    StampActs,
    StampBatchRepository,
    Standings,
)


class TraceabilityUnitOfWork(UnitOfWork):
    """Products, lots, batches, reports, signals, cases and the copies of others' facts."""

    service = ALIAS

    def __init__(self) -> None:
        super().__init__(announce)
        self.products = self.enlist(ProductRepository())
        self.lots = self.enlist(LotRepository())
        self.batches = self.enlist(StampBatchRepository())
        self.reports = self.enlist(ReportRepository())
        self.recalls = self.enlist(RecallRepository())
        self.signals = self.enlist(SignalRepository())
        self.cases = self.enlist(CaseRepository())
        self.watched = ScanWatch()
        self.reach = Reach()
        self.graph = Graph()
        self.firms = FirmCopy
        self.certificates = CertificateCopy
        self.stamp_acts = StampActs()
        self.print_files = PrintFiles()
        self.standings = Standings()
        self.captures = self.enlist(CaptureJobRepository())
        self.epcis_events = EpcisStore()
        self.epcis_master_data = MasterDataStore()
        self.epcis_queries = self.enlist(NamedQueryRepository())
        self.epcis_subscriptions = self.enlist(SubscriptionRepository())
