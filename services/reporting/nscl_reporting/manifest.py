"""What the runtime and the front door need to know of this service."""

from nscl_reporting.handlers.reading import EVENT_TYPES
from nscl_shared.plugins import NavigationItem, ServiceManifest

MANIFEST = ServiceManifest(
    name="reporting",
    title={"vi": "Báo cáo", "en": "Reporting"},
    service_class="nscl_reporting.entrypoints.service:ReportingService",
    prefixes=("/reporting", "/api/reporting"),
    setup="nscl_reporting.storage.setup:setup",
    navigation=(NavigationItem("Yearly report", "/reporting/years"),),
    publishes=("vn.nscl.reporting.#",),
    subscribes=EVENT_TYPES,
    needs=(),
    read_models="nscl_reporting.storage.read_models:READ_MODELS",
)
