"""Who may do what.  What needs no login is answered by the scan server."""

from __future__ import annotations

from nscl_shared.web.access import AccessTable, roles
from nscl_traceability.entrypoints.access_trace import TRACE_ACCESS
from nscl_traceability.entrypoints.epcis_access import EPCIS_ACCESS
from nscl_traceability.entrypoints.signals_access import SIGNALS_ACCESS

READ = roles("officer", "admin", "auditor", "firm")
ENTER = roles("officer", "firm")
ISSUE = roles("officer")
EXPORT = roles("officer", "admin")
# serials in print make stamps: not for those who only look on
PRINT = roles("officer", "firm")

ACCESS = AccessTable(
    {
        **TRACE_ACCESS,
        **EPCIS_ACCESS,
        **SIGNALS_ACCESS,
        "GET /api/traceability/products": READ,
        "POST /api/traceability/products": ENTER,
        "GET /api/traceability/products/<product_id>": READ,
        "POST /api/traceability/products/<product_id>/lots": ENTER,
        "GET /api/traceability/lots/<lot_id>": READ,
        "POST /api/traceability/lots/<lot_id>/stamp-batches": ISSUE,
        "POST /api/traceability/lots/<lot_id>/stamp-requests": ENTER,
        "GET /api/traceability/stamp-batches": READ,
        "GET /api/traceability/stamp-batches/<batch_id>": READ,
        "POST /api/traceability/stamp-batches/<batch_id>/approve": ISSUE,
        "POST /api/traceability/stamp-batches/<batch_id>/refuse": ISSUE,
        "POST /api/traceability/stamp-batches/<batch_id>/issue": ISSUE,
        "POST /api/traceability/stamp-batches/<batch_id>/activate": ENTER,
        "POST /api/traceability/stamp-batches/<batch_id>/scrap": ENTER,
        "POST /api/traceability/stamp-batches/<batch_id>/void": ENTER,
        "GET /api/traceability/stamp-batches/<batch_id>/stamps.csv": PRINT,
        "GET /api/traceability/stamp-batches/<batch_id>/labels.pdf": PRINT,
        "GET /api/traceability/stamp-batches/<batch_id>/labels.zpl": PRINT,
        "GET /api/traceability/label-templates": READ,
        "GET /api/traceability/portal-export": EXPORT,
        "GET /api/traceability/portal-export.csv": EXPORT,
        "GET /traceability/products": READ,
        "GET /traceability/products/new": ENTER,
        "POST /traceability/products": ENTER,
        "GET /traceability/products/<product_id>": READ,
        "POST /traceability/products/<product_id>/lots": ENTER,
        "POST /traceability/products/<product_id>/lots/<lot_id>/stamps": ISSUE,
        "GET /traceability/lots/<lot_id>/stamp-request": ENTER,
        "POST /traceability/lots/<lot_id>/stamp-request": ENTER,
        "GET /traceability/stamp-batches": READ,
        "GET /traceability/stamp-batches/<batch_id>": READ,
        "GET /traceability/stamp-batches/<batch_id>/print": PRINT,
        "POST /traceability/stamp-batches/<batch_id>/approve": ISSUE,
        "POST /traceability/stamp-batches/<batch_id>/refuse": ISSUE,
        "POST /traceability/stamp-batches/<batch_id>/issue": ISSUE,
        "POST /traceability/stamp-batches/<batch_id>/activate": ENTER,
        "POST /traceability/stamp-batches/<batch_id>/scrap": ENTER,
        "POST /traceability/stamp-batches/<batch_id>/void": ENTER,
    }
)
