"""Who may do what with products, lots, traces and recalls."""

from __future__ import annotations

from nscl_shared.web.access import public, roles

READ = roles("officer", "admin", "auditor", "firm")
ENTER = roles("officer", "firm")
DECIDE = roles("officer")
WATCH = roles("officer", "admin", "auditor")

API = "/api/traceability"
WEB = "/traceability"
PICTURE = f"{WEB}/products/<product_id>/pictures/<picture_id>/<int:width>.jpg"

TRACE_ACCESS = {
    f"GET {PICTURE}": public(),
    f"PUT {API}/products/<product_id>": ENTER,
    f"POST {API}/products/<product_id>/pictures": ENTER,
    f"DELETE {API}/products/<product_id>/pictures/<picture_id>": ENTER,
    f"POST {API}/products/<product_id>/certificates": ENTER,
    f"DELETE {API}/products/<product_id>/certificates/<certificate_id>": ENTER,
    f"GET {API}/products/<product_id>/certificates/<certificate_id>/file": READ,
    f"GET {API}/units": READ,
    f"PUT {API}/lots/<lot_id>": ENTER,
    f"POST {API}/lots/<lot_id>/tests": ENTER,
    f"DELETE {API}/lots/<lot_id>/tests/<test_id>": ENTER,
    f"GET {API}/lots/<lot_id>/tests/<test_id>/file": READ,
    f"GET {API}/lots/<lot_id>/trace": READ,
    f"GET {API}/lots/<lot_id>/trace.svg": READ,
    f"GET {API}/lots/<lot_id>/balance": READ,
    f"GET {API}/overdrawn-lots": WATCH,
    f"GET {API}/recalls": READ,
    f"POST {API}/lots/<lot_id>/recalls": ENTER,
    f"GET {API}/recalls/<recall_id>": READ,
    f"POST {API}/recalls/<recall_id>/open": DECIDE,
    f"POST {API}/recalls/<recall_id>/refuse": DECIDE,
    f"POST {API}/recalls/<recall_id>/widen": DECIDE,
    f"POST {API}/recalls/<recall_id>/instruction": DECIDE,
    f"POST {API}/recalls/<recall_id>/answers": ENTER,
    f"POST {API}/recalls/<recall_id>/close": DECIDE,
    f"POST {API}/recalls/<recall_id>/withdraw": DECIDE,
    f"GET {API}/recalls/<recall_id>/report.docx": READ,
    f"GET {WEB}/products.xlsx": READ,
    f"GET {WEB}/products/<product_id>/edit": ENTER,
    f"POST {WEB}/products/<product_id>": ENTER,
    f"POST {WEB}/products/<product_id>/pictures": ENTER,
    f"POST {WEB}/products/<product_id>/pictures/<picture_id>/remove": ENTER,
    f"POST {WEB}/products/<product_id>/certificates": ENTER,
    f"POST {WEB}/products/<product_id>/certificates/<certificate_id>/remove": ENTER,
    f"GET {WEB}/lots/<lot_id>": READ,
    f"GET {WEB}/lots/<lot_id>/edit": ENTER,
    f"POST {WEB}/lots/<lot_id>": ENTER,
    f"POST {WEB}/lots/<lot_id>/tests": ENTER,
    f"POST {WEB}/lots/<lot_id>/tests/<test_id>/remove": ENTER,
    f"GET {WEB}/lots/<lot_id>/trace": READ,
    f"GET {WEB}/lots/<lot_id>/recall": ENTER,
    f"POST {WEB}/lots/<lot_id>/recall": ENTER,
    f"GET {WEB}/overdrawn-lots": WATCH,
    f"GET {WEB}/recalls": READ,
    f"GET {WEB}/recalls/<recall_id>": READ,
    f"POST {WEB}/recalls/<recall_id>/open": DECIDE,
    f"POST {WEB}/recalls/<recall_id>/refuse": DECIDE,
    f"POST {WEB}/recalls/<recall_id>/widen": DECIDE,
    f"POST {WEB}/recalls/<recall_id>/instruction": DECIDE,
    f"POST {WEB}/recalls/<recall_id>/answers": ENTER,
    f"POST {WEB}/recalls/<recall_id>/close": DECIDE,
    f"POST {WEB}/recalls/<recall_id>/withdraw": DECIDE,
}
