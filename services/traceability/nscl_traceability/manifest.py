"""What the runtime and the front door need to know of this service."""

from nscl_shared.plugins import NavigationItem, Process, ServiceManifest

# The identifiers that a GS1 Digital Link may begin with; a test holds them against GS1's table.
PRIMARY_KEYS = (
    "00", "01", "253", "255", "401", "402", "414", "415", "417",
    "8003", "8004", "8006", "8010", "8013", "8017", "8018",
)  # fmt: skip
SCANNER = Process(
    name="scan",
    module="nscl_traceability.scanner",
    # a compressed Digital Link is one long word of base64
    paths=("^/[A-Za-z0-9_-]{10,}$",),
    prefixes=("/verify", "/.well-known/gs1resolver", *(f"/{key}" for key in PRIMARY_KEYS)),
)

STAMPS = frozenset({"officer", "admin", "auditor", "firm"})
WATCH = frozenset({"officer", "admin", "auditor"})

MANIFEST = ServiceManifest(
    name="traceability",
    title={"vi": "Truy xuất nguồn gốc", "en": "Traceability"},
    service_class="nscl_traceability.entrypoints.service:TraceabilityService",
    prefixes=("/traceability", "/api/traceability", "/epcis"),
    setup="nscl_traceability.storage.setup:setup",
    navigation=(
        NavigationItem("Products and stamps", "/traceability/products"),
        NavigationItem("Diary", "/traceability/diary", frozenset({"officer", "firm"})),
        NavigationItem("Issue of stamps", "/traceability/stamp-batches", STAMPS),
        NavigationItem("Recalls", "/traceability/recalls"),
        NavigationItem("Counterfeit signals", "/traceability/signals", WATCH),
    ),
    publishes=("vn.nscl.traceability.#",),
    subscribes=("vn.nscl.registration.#", "vn.nscl.certification.#"),
    calls_others=True,  # subscribers to queries of EPCIS
    needs=("NSCL_MASTER_KEY_FILE",),
    processes=(SCANNER,),
    extra={"max_body_mib": 8},  # documents of EPCIS
)
