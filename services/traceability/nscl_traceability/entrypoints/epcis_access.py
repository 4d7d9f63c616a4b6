"""Who may do what at the EPCIS interface; a firm sees what is about its products."""

from __future__ import annotations

from nscl_shared.web.access import roles

_READ = roles("officer", "admin", "auditor", "partner", "firm")
_CAPTURE = roles("officer", "firm")

EPCIS_ACCESS = {
    "GET /traceability/diary": _CAPTURE,
    "POST /traceability/diary": _CAPTURE,
    "POST /api/traceability/diary": _CAPTURE,
    "GET /traceability/diary/worker.js": _CAPTURE,
    "OPTIONS /epcis": _READ,
    "GET /epcis": _READ,
    "OPTIONS /epcis/capture": _READ,
    "POST /epcis/capture": _CAPTURE,
    "GET /epcis/capture": _READ,
    "OPTIONS /epcis/capture/<capture_id>": _READ,
    "GET /epcis/capture/<capture_id>": _READ,
    "OPTIONS /epcis/events": _READ,
    "POST /epcis/events": _CAPTURE,
    "GET /epcis/events": _READ,
    "OPTIONS /epcis/events/<path:event_id>": _READ,
    "GET /epcis/events/<path:event_id>": _READ,
    "OPTIONS /epcis/queries": _READ,
    "GET /epcis/queries": _READ,
    "POST /epcis/queries": _READ,
    "OPTIONS /epcis/queries/<name>": _READ,
    "GET /epcis/queries/<name>": _READ,
    "DELETE /epcis/queries/<name>": _READ,
    "GET /epcis/queries/<name>/events": _READ,
    "OPTIONS /epcis/queries/<name>/subscriptions": _READ,
    "GET /epcis/queries/<name>/subscriptions": _READ,
    "POST /epcis/queries/<name>/subscriptions": _READ,
    "OPTIONS /epcis/queries/<name>/subscriptions/<subscription_id>": _READ,
    "GET /epcis/queries/<name>/subscriptions/<subscription_id>": _READ,
    "DELETE /epcis/queries/<name>/subscriptions/<subscription_id>": _READ,
    "POST /epcis/queries/<name>/subscriptions/<subscription_id>/resume": _READ,
    "OPTIONS /epcis/<resource>": _READ,
    "GET /epcis/<resource>": _READ,
    "OPTIONS /epcis/<resource>/<path:value>": _READ,
    "GET /epcis/<resource>/<path:value>": _READ,
}
