"""Who may: results are public, the document and its amounts are for the agency."""

from __future__ import annotations

from nscl_shared.web import AccessTable, public, roles

AGENCY = roles("officer", "auditor")

ACCESS = AccessTable(
    {
        "GET /reporting/years": public(),
        "GET /reporting/years/<int:year>": public(),
        "POST /reporting/years/<int:year>/publish": roles("officer"),
        "GET /api/reporting/years": public(),
        "GET /api/reporting/years/<int:year>/report": public(),
        "GET /api/reporting/years/<int:year>/report.docx": AGENCY,
        "POST /api/reporting/years/<int:year>/publish": roles("officer"),
        "GET /api/reporting/years/<int:year>/editions": public(),
        "GET /api/reporting/years/<int:year>/editions/<int:edition>": public(),
        "GET /api/reporting/years/<int:year>/editions/<int:edition>/report.docx": AGENCY,
    }
)
