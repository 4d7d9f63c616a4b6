"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, ServiceManifest

STAMPS = frozenset({"officer", "admin", "auditor", "firm"})

MANIFEST = ServiceManifest(
    name="traceability",
    title={"vi": "Truy xuất nguồn gốc", "en": "Traceability"},
    service_class="nscl_traceability.entrypoints.service:TraceabilityService",
    prefixes=("/traceability", "/api/traceability", "/01"),
    setup="nscl_traceability.storage.setup:setup",
    navigation=(
        NavigationItem("Products and stamps", "/traceability/products"),
        NavigationItem("Issue of stamps", "/traceability/stamp-batches", STAMPS),
    ),
    publishes=("vn.nscl.traceability.#",),
    subscribes=("vn.nscl.registration.#", "vn.nscl.certification.#"),
    needs=("NSCL_MASTER_KEY_FILE",),
)
