"""The columns of applications as a spreadsheet."""

from __future__ import annotations

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints.sheets import Columns, Row
from nscl_shared.i18n import N_, _


def _kind(row: Row) -> str:
    words = labels.ORG_TYPES[row["org_type"]]
    return _(words)


def _state(row: Row) -> str:
    words = labels.STATES[row["state"]].text
    return _(words)


COLUMNS: Columns = {
    N_("Case number"): (20, lambda row: row["case_number"]),
    N_("Unit"): (45, lambda row: row["firm_name"]),
    N_("Kind"): (16, _kind),
    N_("Project"): (14, lambda row: row["project_id"]),
    N_("Year"): (8, lambda row: row["year"]),
    N_("Cost"): (16, lambda row: row["estimated_cost_vnd"]),
    N_("Support"): (16, lambda row: row["support_vnd"]),
    N_("State"): (24, _state),
}
