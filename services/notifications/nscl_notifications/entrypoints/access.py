"""Who may do what: the log holds personal data, so only the agency sees it."""

from __future__ import annotations

from nscl_shared.web.access import AccessTable, roles

READ = roles("officer", "admin", "auditor")
WRITE = roles("officer")
# A webhook hands data to others: only administrators grant that; auditors see it.
SEE_WEBHOOKS = roles("admin", "auditor")
GRANT = roles("admin")

ACCESS = AccessTable(
    {
        "GET /api/notifications/deliveries": READ,
        "POST /api/notifications/deliveries/<delivery_id>/retry": WRITE,
        "GET /notifications/deliveries": READ,
        "GET /notifications/deliveries/<delivery_id>": READ,
        "POST /notifications/deliveries/<delivery_id>/retry": WRITE,
        "GET /api/notifications/webhooks": SEE_WEBHOOKS,
        "POST /api/notifications/webhooks": GRANT,
        "GET /api/notifications/webhooks/<name>": SEE_WEBHOOKS,
        "PATCH /api/notifications/webhooks/<name>": GRANT,
        "DELETE /api/notifications/webhooks/<name>": GRANT,
        "POST /api/notifications/webhooks/<name>/pause": GRANT,
        "POST /api/notifications/webhooks/<name>/resume": GRANT,
        "POST /api/notifications/webhooks/<name>/test": GRANT,
        "POST /api/notifications/webhooks/<name>/rotate-secret": GRANT,
        "GET /api/notifications/webhooks/<name>/attempts": SEE_WEBHOOKS,
        "POST /api/notifications/webhooks/<name>/attempts/<attempt_id>/send-again": GRANT,
        "GET /notifications/webhooks": SEE_WEBHOOKS,
        "GET /notifications/webhooks/new": GRANT,
        "POST /notifications/webhooks": GRANT,
        "GET /notifications/webhooks/<name>": SEE_WEBHOOKS,
        "POST /notifications/webhooks/<name>/change": GRANT,
        "POST /notifications/webhooks/<name>/pause": GRANT,
        "POST /notifications/webhooks/<name>/resume": GRANT,
        "POST /notifications/webhooks/<name>/test": GRANT,
        "POST /notifications/webhooks/<name>/rotate-secret": GRANT,
        "POST /notifications/webhooks/<name>/remove": GRANT,
        "POST /notifications/webhooks/<name>/attempts/<attempt_id>/send-again": GRANT,
    }
)
