"""Which handler serves which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_traceability.handlers import commands as c
from nscl_traceability.handlers.capture_events import capture_events
from nscl_traceability.handlers.copy_facts import copy_certificate, copy_firm
from nscl_traceability.handlers.epcis_commands import CaptureEvents, DropQuery, NameQuery
from nscl_traceability.handlers.epcis_subscriptions import SUBSCRIPTION_HANDLERS
from nscl_traceability.handlers.lot_table import LOT_HANDLERS
from nscl_traceability.handlers.lots import record_lot
from nscl_traceability.handlers.name_query import drop_query, name_query
from nscl_traceability.handlers.products import PRODUCT_HANDLERS
from nscl_traceability.handlers.register_product import register_product
from nscl_traceability.handlers.report_problem import report_problem
from nscl_traceability.handlers.signal_table import SIGNAL_HANDLERS
from nscl_traceability.handlers.stamp_table import STAMP_HANDLERS

HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    **LOT_HANDLERS,
    **PRODUCT_HANDLERS,
    c.CopyCertificate: copy_certificate,
    c.CopyFirm: copy_firm,
    c.RecordLot: record_lot,
    c.RegisterProduct: register_product,
    CaptureEvents: capture_events,
    DropQuery: drop_query,
    NameQuery: name_query,
    c.ReportProblem: report_problem,
    **SIGNAL_HANDLERS,
    **STAMP_HANDLERS,
    **SUBSCRIPTION_HANDLERS,
}
