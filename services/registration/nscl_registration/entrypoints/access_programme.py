"""Who may call what about the programme tree, activities, files and calls."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_shared.web.access import Access, roles

API = "/api/registration"
WEB = "/registration"
WRITE = roles("officer", "admin")
READ = roles("officer", "admin", "auditor")
READ_OR_FIRM = roles("officer", "admin", "auditor", "firm")
WRITE_OR_FIRM = roles("officer", "admin", "firm")

_NODE = "<any(plans,projects):kind>/<node_id>"
_FILES = "<any(plans,projects,activities,calls,proposals):kind>/<thing_id>/attachments"
_ACTIVITY = "activities/<activity_id>"
_CALL = "calls/<call_id>"
_PROPOSAL = "proposals/<proposal_id>"


def _both(method: str, path: str, access: Access) -> dict[str, Access]:
    return {f"{method} {API}/{path}": access, f"{method} {WEB}/{path}": access}


PROGRAMME: Mapping[str, Access] = {
    f"GET {API}/plans": READ_OR_FIRM,
    f"GET {API}/plans/<plan_id>": READ_OR_FIRM,
    f"GET {WEB}/{_NODE}": READ_OR_FIRM,
    f"GET {WEB}/{_NODE}/amend": WRITE,
    **_both("POST", f"{_NODE}/amendments", WRITE),
    f"GET {WEB}/{_NODE}/end": WRITE,
    **_both("POST", f"{_NODE}/end", WRITE),
    f"GET {WEB}/{_NODE}/targets/<target_id>/readings": WRITE,
    **_both("POST", f"{_NODE}/targets/<target_id>/readings", WRITE),
    f"GET {API}/activities": READ,
    **_both("GET", _ACTIVITY, READ),
    f"GET {WEB}/activities/new": WRITE,
    f"GET {WEB}/projects.xlsx": READ_OR_FIRM,
    f"GET {WEB}/activities.xlsx": READ,
    f"GET {WEB}/calls.xlsx": READ_OR_FIRM,
    f"GET {WEB}/{_CALL}/proposals.xlsx": READ_OR_FIRM,
    f"GET {WEB}/{_ACTIVITY}/edit": WRITE,
    f"PUT {API}/{_ACTIVITY}": WRITE,
    f"POST {WEB}/{_ACTIVITY}": WRITE,
    **_both("POST", _FILES, WRITE_OR_FIRM),
    **_both("GET", f"{_FILES}/<attachment_id>", READ_OR_FIRM),
    **_both("GET", "calls", READ_OR_FIRM),
    f"GET {WEB}/calls/new": WRITE,
    **_both("POST", "calls", WRITE),
    **_both("GET", _CALL, READ_OR_FIRM),
    **_both("POST", f"{_CALL}/close", WRITE),
    f"GET {API}/{_CALL}/proposals": READ_OR_FIRM,
    f"GET {WEB}/{_CALL}/propose": WRITE_OR_FIRM,
    **_both("POST", f"{_CALL}/proposals", WRITE_OR_FIRM),
    **_both("GET", f"{_CALL}/consolidated.docx", READ),
    **_both("GET", f"{_CALL}/consolidated.pdf", READ),
    **_both("GET", f"{_CALL}/consolidated.xlsx", READ),
    **_both("GET", _PROPOSAL, READ_OR_FIRM),
    **_both("POST", f"{_PROPOSAL}/checks", WRITE),
    **_both("POST", f"{_PROPOSAL}/comments", WRITE),
    **_both("POST", f"{_PROPOSAL}/decision", WRITE),
    **_both("POST", f"{_PROPOSAL}/withdraw", WRITE_OR_FIRM),
}
