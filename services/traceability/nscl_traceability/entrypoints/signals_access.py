"""Who may see counterfeit signals and consumers' reports, and who works on cases."""

from __future__ import annotations

from nscl_shared.web.access import roles

WATCH = roles("officer", "admin", "auditor")
WORK = roles("officer")

API = "/api/traceability"
WEB = "/traceability"
CASES = "counterfeit-cases"
_STEPS = ("evidence", "notes", "void-stamps", "close", "reopen")

SIGNALS_ACCESS = {
    f"GET {API}/scan-heat": WATCH,
    f"GET {API}/signals": WATCH,
    f"GET {API}/suspicious-stamps": WATCH,
    f"GET {API}/problem-reports": WATCH,
    f"POST {API}/signals/look": WORK,
    f"GET {API}/{CASES}": WATCH,
    f"POST {API}/{CASES}": WORK,
    f"GET {API}/{CASES}/<case_id>": WATCH,
    **{f"POST {API}/{CASES}/<case_id>/{step}": WORK for step in _STEPS},
    f"GET {WEB}/signals": WATCH,
    f"GET {WEB}/signals/list": WATCH,
    f"GET {WEB}/signals/stamps": WATCH,
    f"GET {WEB}/signals.xlsx": WATCH,
    f"GET {WEB}/signals/list.xlsx": WATCH,
    f"GET {WEB}/signals/stamps.xlsx": WATCH,
    f"POST {WEB}/signals/look": WORK,
    f"GET {WEB}/problem-reports": WATCH,
    f"GET {WEB}/problem-reports.xlsx": WATCH,
    f"GET {WEB}/{CASES}": WATCH,
    f"GET {WEB}/{CASES}.xlsx": WATCH,
    f"POST {WEB}/{CASES}/from-signals": WORK,
    f"POST {WEB}/{CASES}/from-reports": WORK,
    f"POST {WEB}/{CASES}/add-signals": WORK,
    f"POST {WEB}/{CASES}/add-reports": WORK,
    f"GET {WEB}/{CASES}/<case_id>": WATCH,
    **{f"POST {WEB}/{CASES}/<case_id>/{step}": WORK for step in _STEPS if step != "evidence"},
}
