"""Who may call what.  That a firm sees only its own is the handlers' and queries' part."""

from __future__ import annotations

from nscl_registration.entrypoints.access_programme import (
    PROGRAMME,
    READ,
    READ_OR_FIRM,
    WRITE,
)
from nscl_shared.web.access import AccessTable, roles

OFFICER = roles("officer")
OFFICER_OR_FIRM = roles("officer", "firm")

API = "/api/registration"
WEB = "/registration"
API_CASE = f"{API}/applications/<application_id>"
CASE = f"{WEB}/applications/<application_id>"

ACCESS = AccessTable(
    {
        **PROGRAMME,
        f"POST {API}/plans": WRITE,
        f"POST {API}/projects": WRITE,
        f"POST {API}/activities": WRITE,
        f"POST {API}/firms": OFFICER_OR_FIRM,
        f"POST {API}/applications": OFFICER_OR_FIRM,
        f"POST {API_CASE}/submit": OFFICER_OR_FIRM,
        f"POST {API_CASE}/receive": OFFICER,
        f"POST {API_CASE}/appraise": OFFICER,
        f"POST {API_CASE}/approve": OFFICER,
        f"POST {API_CASE}/refuse": OFFICER,
        f"POST {API_CASE}/withdraw": OFFICER_OR_FIRM,
        f"POST {API_CASE}/agreement": OFFICER,
        f"GET {API}/firms": OFFICER_OR_FIRM,
        f"GET {API}/firms/<firm_id>": OFFICER_OR_FIRM,
        f"GET {API}/projects": READ_OR_FIRM,
        f"GET {API}/projects/<project_id>": READ_OR_FIRM,
        f"GET {API}/applications": OFFICER_OR_FIRM,
        f"GET {API_CASE}": OFFICER_OR_FIRM,
        f"GET {WEB}/plans": READ_OR_FIRM,
        f"GET {WEB}/plans/new": WRITE,
        f"POST {WEB}/plans": WRITE,
        f"GET {WEB}/projects": READ_OR_FIRM,
        f"GET {WEB}/projects/new": WRITE,
        f"POST {WEB}/projects": WRITE,
        f"GET {WEB}/activities": READ,
        f"POST {WEB}/activities": WRITE,
        f"GET {WEB}/firms": OFFICER_OR_FIRM,
        f"GET {WEB}/firms/new": OFFICER_OR_FIRM,
        f"POST {WEB}/firms": OFFICER_OR_FIRM,
        f"GET {WEB}/firms/<firm_id>": OFFICER_OR_FIRM,
        f"GET {WEB}/applications": OFFICER_OR_FIRM,
        f"GET {WEB}/applications/new": OFFICER_OR_FIRM,
        f"POST {WEB}/applications": OFFICER_OR_FIRM,
        f"GET {CASE}": OFFICER_OR_FIRM,
        f"GET {CASE}/submit": OFFICER_OR_FIRM,
        f"POST {CASE}/submit": OFFICER_OR_FIRM,
        f"GET {CASE}/receive": OFFICER,
        f"POST {CASE}/receive": OFFICER,
        f"GET {CASE}/appraise": OFFICER,
        f"POST {CASE}/appraise": OFFICER,
        f"GET {CASE}/approve": OFFICER,
        f"POST {CASE}/approve": OFFICER,
        f"GET {CASE}/refuse": OFFICER,
        f"POST {CASE}/refuse": OFFICER,
        f"GET {CASE}/agreement": OFFICER,
        f"POST {CASE}/agreement": OFFICER,
        f"GET {CASE}/withdraw": OFFICER_OR_FIRM,
        f"POST {CASE}/withdraw": OFFICER_OR_FIRM,
    }
)
