"""Who may call what about bulk imports."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_registration.entrypoints.access_programme import API, WEB, WRITE
from nscl_shared.web.access import Access

API_IMPORTS = f"{API}/imports"
API_IMPORT = f"{API_IMPORTS}/<import_id>"
IMPORTS_PAGE = f"{WEB}/imports"
IMPORT_PAGE = f"{IMPORTS_PAGE}/<import_id>"
TEMPLATE = "<project_id>/import-template.xlsx"

IMPORTS: Mapping[str, Access] = dict.fromkeys(
    (
        f"GET {API}/projects/{TEMPLATE}",
        f"GET {API_IMPORTS}",
        f"POST {API_IMPORTS}",
        f"GET {API_IMPORT}",
        f"GET {API_IMPORT}/rows",
        f"GET {API_IMPORT}/annotated.xlsx",
        f"POST {API_IMPORT}/start",
        f"POST {API_IMPORT}/cancel",
        f"GET {IMPORTS_PAGE}",
        f"POST {IMPORTS_PAGE}",
        f"GET {IMPORTS_PAGE}/template.xlsx",
        f"GET {IMPORT_PAGE}",
        f"GET {IMPORT_PAGE}/annotated.xlsx",
        f"POST {IMPORT_PAGE}/start",
        f"POST {IMPORT_PAGE}/cancel",
    ),
    WRITE,
)
