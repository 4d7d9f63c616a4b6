"""The nameko service: wiring, nothing but names."""

from __future__ import annotations

from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, OutboxRelay
from nscl_traceability.entrypoints.access import ACCESS
from nscl_traceability.entrypoints.cases_http import CasesApi
from nscl_traceability.entrypoints.cases_pages import CasePages
from nscl_traceability.entrypoints.diary import Diary
from nscl_traceability.entrypoints.epcis_answers import problem_type
from nscl_traceability.entrypoints.epcis_dispatcher import EpcisDispatcher
from nscl_traceability.entrypoints.epcis_http import EpcisApi
from nscl_traceability.entrypoints.epcis_problems import EPCIS_PROBLEMS
from nscl_traceability.entrypoints.epcis_queries import EpcisQueries
from nscl_traceability.entrypoints.epcis_resources import EpcisResources
from nscl_traceability.entrypoints.epcis_subscription_problems import SUBSCRIPTION_PROBLEMS
from nscl_traceability.entrypoints.epcis_subscriptions import EpcisSubscriptions
from nscl_traceability.entrypoints.http import Api
from nscl_traceability.entrypoints.http_lots import LotsApi
from nscl_traceability.entrypoints.http_products import ProductsApi
from nscl_traceability.entrypoints.http_recalls import RecallsApi
from nscl_traceability.entrypoints.pages import Pages
from nscl_traceability.entrypoints.pages_lots import LotPages
from nscl_traceability.entrypoints.pages_products import ProductEditPages
from nscl_traceability.entrypoints.pages_recalls import RecallPages
from nscl_traceability.entrypoints.portal_export import PortalExport
from nscl_traceability.entrypoints.print_http import PrintApi
from nscl_traceability.entrypoints.problems import PROBLEMS
from nscl_traceability.entrypoints.signals_http import SignalsApi
from nscl_traceability.entrypoints.signals_pages import SignalPages
from nscl_traceability.entrypoints.signals_sheets import SignalSheets
from nscl_traceability.entrypoints.signals_watch import SignalsWatch
from nscl_traceability.entrypoints.stamp_pages import StampPages
from nscl_traceability.entrypoints.stamps_http import StampsApi
from nscl_traceability.entrypoints.subscriptions import Subscriptions
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork


class TraceabilityService(
    Api,
    ProductsApi,
    LotsApi,
    StampsApi,
    PrintApi,
    RecallsApi,
    SignalsApi,
    CasesApi,
    EpcisApi,
    EpcisResources,
    EpcisQueries,
    EpcisSubscriptions,
    Diary,
    Pages,
    ProductEditPages,
    LotPages,
    StampPages,
    RecallPages,
    SignalPages,
    SignalSheets,
    CasePages,
    SignalsWatch,
    PortalExport,
    Subscriptions,
    KitEndpoints,
):
    """Products, lots, stamps, recalls and counterfeit signals; what consumers see is the scan server's."""

    name = "traceability"
    access = ACCESS
    problems = EPCIS_PROBLEMS.over(SUBSCRIPTION_PROBLEMS.over(PROBLEMS))
    problem_type = staticmethod(problem_type)
    commands = Commands(HANDLERS, TraceabilityUnitOfWork)
    relay = OutboxRelay()
    epcis_dispatcher = EpcisDispatcher()
