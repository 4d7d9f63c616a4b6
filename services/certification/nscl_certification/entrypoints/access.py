"""Who may do what."""

from __future__ import annotations

from nscl_shared.web.access import AccessTable, roles

WRITE = roles("officer")
READ = roles("officer", "admin", "auditor", "firm")

ACCESS = AccessTable(
    {
        "POST /api/certification/cases": WRITE,
        "POST /api/certification/cases/<case_id>/audit": WRITE,
        "POST /api/certification/cases/<case_id>/grant": WRITE,
        "POST /api/certification/certificates/<certificate_id>/revoke": WRITE,
        "GET /api/certification/cases": READ,
        "GET /api/certification/cases/<case_id>": READ,
        "GET /api/certification/certificates": READ,
        "GET /api/certification/certificates/<certificate_id>": READ,
        "GET /certification/certificates": READ,
        "GET /certification/certificates/<certificate_id>": READ,
        "GET /certification/certificates/<certificate_id>/steps/<action>": WRITE,
        "POST /certification/certificates/<certificate_id>/steps/<action>": WRITE,
        "GET /certification/cases": READ,
        "GET /certification/cases/new": WRITE,
        "POST /certification/cases": WRITE,
        "GET /certification/cases/<case_id>": READ,
        "GET /certification/cases/<case_id>/steps/<action>": WRITE,
        "POST /certification/cases/<case_id>/steps/<action>": WRITE,
    }
)
