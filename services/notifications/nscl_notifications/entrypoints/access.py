"""Who may do what: the log holds personal data, so only the agency sees it."""

from __future__ import annotations

from nscl_shared.web.access import AccessTable, roles

READ = roles("officer", "admin", "auditor")
WRITE = roles("officer")

ACCESS = AccessTable(
    {
        "GET /api/notifications/deliveries": READ,
        "POST /api/notifications/deliveries/<delivery_id>/retry": WRITE,
        "GET /notifications/deliveries": READ,
        "GET /notifications/deliveries/<delivery_id>": READ,
        "POST /notifications/deliveries/<delivery_id>/retry": WRITE,
    }
)
