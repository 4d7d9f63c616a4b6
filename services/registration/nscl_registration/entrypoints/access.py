"""Who may call what.  That a firm sees only its own is the handlers' and queries' part."""

from __future__ import annotations

from nscl_registration.entrypoints.access_programme import (
    PROGRAMME,
    READ,
    READ_OR_FIRM,
    WRITE,
)
from nscl_shared.web.access import AccessTable, authenticated, roles

OFFICER = roles("officer")
OFFICER_OR_FIRM = roles("officer", "firm")

API = "/api/registration"
WEB = "/registration"
API_CASE = f"{API}/applications/<application_id>"
API_FIRM = f"{API}/firms/<firm_id>"
FIRM = f"{WEB}/firms/<firm_id>"
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
        f"GET {API}/firms/alike": OFFICER,
        f"PUT {API_FIRM}": OFFICER_OR_FIRM,
        f"GET {API_FIRM}/history": OFFICER_OR_FIRM,
        f"POST {API_FIRM}/merge": OFFICER,
        f"POST {API_FIRM}/separate": OFFICER,
        f"GET {API_FIRM}/contacts/<contact_id>": OFFICER_OR_FIRM,
        f"POST {API_FIRM}/contacts/<contact_id>/erase": OFFICER_OR_FIRM,
        f"GET {API}/firm-duplicates": OFFICER,
        f"POST {API}/firm-duplicates/<pair_id>/dismiss": OFFICER,
        f"GET {API}/units": authenticated(),
        f"GET {API}/units/<code>": authenticated(),
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
        f"GET {WEB}/firms.xlsx": OFFICER,
        f"GET {FIRM}/edit": OFFICER_OR_FIRM,
        f"POST {FIRM}": OFFICER_OR_FIRM,
        f"GET {FIRM}/merge": OFFICER,
        f"POST {FIRM}/merge": OFFICER,
        f"GET {FIRM}/separate": OFFICER,
        f"POST {FIRM}/separate": OFFICER,
        f"GET {FIRM}/contacts/<contact_id>": OFFICER_OR_FIRM,
        f"GET {FIRM}/contacts/<contact_id>/data.json": OFFICER_OR_FIRM,
        f"POST {FIRM}/contacts/<contact_id>/erase": OFFICER_OR_FIRM,
        f"GET {WEB}/firm-duplicates": OFFICER,
        f"GET {WEB}/firm-duplicates/<pair_id>": OFFICER,
        f"POST {WEB}/firm-duplicates/<pair_id>/dismiss": OFFICER,
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
