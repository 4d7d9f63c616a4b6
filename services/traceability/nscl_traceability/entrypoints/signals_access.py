"""Who may see counterfeit signals and consumers' reports, and who works on cases."""

from __future__ import annotations

from nscl_shared.web.access import roles

WATCH = roles("officer", "admin", "auditor")
WORK = roles("officer")

API = "/api/traceability"
WEB = "/traceability/signals"
CASES = "counterfeit-cases"
_STEPS = ("evidence", "notes", "void-stamps", "close", "reopen")

SIGNALS_ACCESS = {
    f"GET {API}/scan-heat": WATCH,
    f"GET {API}/signals": WATCH,
    f"GET {API}/suspicious-stamps": WATCH,
    f"GET {API}/problem-reports": WATCH,
    f"POST {API}/problem-reports/erase": WORK,
    f"POST {API}/signals/look": WORK,
    f"GET {API}/{CASES}": WATCH,
    f"POST {API}/{CASES}": WORK,
    f"GET {API}/{CASES}/<case_id>": WATCH,
    **{f"POST {API}/{CASES}/<case_id>/{step}": WORK for step in _STEPS},
    f"GET {WEB}": WATCH,
    f"GET {WEB}/list": WATCH,
    f"GET {WEB}/stamps": WATCH,
    f"GET {WEB}.xlsx": WATCH,
    f"GET {WEB}/list.xlsx": WATCH,
    f"GET {WEB}/stamps.xlsx": WATCH,
    f"POST {WEB}/look": WORK,
    f"GET {WEB}/reports": WATCH,
    f"POST {WEB}/reports/erase": WORK,
    f"GET {WEB}/reports.xlsx": WATCH,
    f"GET {WEB}/cases": WATCH,
    f"GET {WEB}/cases.xlsx": WATCH,
    f"POST {WEB}/cases/from-signals": WORK,
    f"POST {WEB}/cases/from-reports": WORK,
    f"POST {WEB}/cases/add-signals": WORK,
    f"POST {WEB}/cases/add-reports": WORK,
    f"GET {WEB}/cases/<case_id>": WATCH,
    **{f"POST {WEB}/cases/<case_id>/{step}": WORK for step in _STEPS if step != "evidence"},
}
