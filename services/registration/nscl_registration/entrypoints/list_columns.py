"""The columns of lists as spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping

from nscl_registration.entrypoints import labels
from nscl_registration.entrypoints import labels_programme as words
from nscl_registration.entrypoints.firm_labels import PAIR_STATES, reasons
from nscl_registration.entrypoints.labels_history import told
from nscl_registration.entrypoints.sheets import Columns, Row
from nscl_shared.i18n import N_, _


def _worded(table: Mapping[str, str], code: str | None) -> str | None:
    return _(table[code]) if code else None


def _case_state(row: Row) -> str:
    text: str = labels.STATES[row["state"]].text
    return _(text)


def _call_state(row: Row) -> str:
    if row["cancelled"]:
        return _("Given up")
    return _("Closed") if row["closed_on"] else _("Open")


def _proposal_state(row: Row) -> str:
    text, _tone = words.PROPOSAL_STATES[row["state"]]
    return _(text)


INBOX: Columns = {
    N_("Case number"): (20, lambda row: row["case_number"]),
    N_("Unit"): (45, lambda row: row["firm_name"]),
    N_("Project"): (14, lambda row: row["project_id"]),
    N_("State"): (24, _case_state),
    N_("Since"): (12, lambda row: row["since"]),
    N_("Due by"): (12, lambda row: row["due_on"]),
    N_("Overdue"): (10, lambda row: _("Overdue") if row["overdue"] else None),
    N_("Officer"): (24, lambda row: row["officer"]),
    N_("Cost"): (16, lambda row: row["estimated_cost_vnd"]),
}
PROJECTS: Columns = {
    N_("Project"): (14, lambda row: row["id"]),
    N_("Topic"): (60, lambda row: row["topic"]),
    N_("Year"): (8, lambda row: row["year"]),
    N_("Budget"): (18, lambda row: row["budget_vnd"]),
}
COUNTED: Columns = {
    **PROJECTS,
    N_("Applications"): (12, lambda row: row["total"]),
    N_("Approved or signed"): (16, lambda row: row["granted"]),
    N_("Granted"): (18, lambda row: row["granted_vnd"]),
}
ACTIVITIES: Columns = {
    N_("Title"): (50, lambda row: row["title"]),
    N_("Kind"): (18, lambda row: _worded(labels.ACTIVITY_KINDS, row["kind"])),
    N_("For whom"): (30, lambda row: row["audience"]),
    N_("Held on"): (12, lambda row: row["held_on"]),
    N_("Year"): (8, lambda row: row["year"]),
    N_("Place"): (30, lambda row: row["place"]),
    N_("Project"): (14, lambda row: row["project_id"]),
    N_("Participants"): (12, lambda row: row["participants"]),
}
CALLS: Columns = {
    N_("Title"): (60, lambda row: row["title"]),
    N_("Document"): (24, lambda row: row["basis"]["number"]),
    N_("Opens on"): (12, lambda row: row["opens_on"]),
    N_("Deadline"): (12, lambda row: row["deadline"]),
    N_("State"): (16, _call_state),
}
PROPOSALS: Columns = {
    N_("Number"): (16, lambda row: row["number"]),
    N_("Title"): (60, lambda row: row["title"]),
    N_("Lead unit"): (40, lambda row: row["lead_unit"]),
    N_("Came in on"): (12, lambda row: row["submitted_on"]),
    N_("Late"): (8, lambda row: _("Late") if row["late"] else None),
    N_("Documents"): (14, lambda row: _("Complete") if row["complete"] else _("Incomplete")),
    N_("Budget"): (18, lambda row: row["total_vnd"]),
    N_("State"): (20, _proposal_state),
}
PAIRS: Columns = {
    N_("Entry"): (45, lambda row: row["firms"][0]["name"]),
    N_("Other entry"): (45, lambda row: row["firms"][1]["name"]),
    N_("Alike"): (8, lambda row: row["score"]),
    N_("Because of"): (30, lambda row: reasons(row["reasons"])),
    N_("State"): (20, lambda row: _worded(PAIR_STATES, row["state"])),
    N_("Note"): (40, lambda row: row["note"]),
}
LEDGER: Columns = {
    N_("No."): (8, lambda row: row["number"]),
    N_("Date"): (12, lambda row: row["on"]),
    N_("Entry"): (16, lambda row: _worded(labels.ENTRIES, row["kind"])),
    N_("Amount"): (18, lambda row: row["amount_vnd"]),
    N_("Case number"): (20, lambda row: row["case_number"]),
    N_("Document"): (24, lambda row: row["document"]),
    N_("Who"): (24, lambda row: row["by"]),
}
HISTORY: Columns = {
    N_("No."): (8, lambda row: row["number"]),
    N_("Date"): (12, lambda row: row["on"]),
    N_("Entry"): (40, lambda row: told(row)[0]),
    N_("Who"): (24, lambda row: row["by"]),
    N_("Document"): (24, lambda row: row.get("document")),
    N_("Note"): (50, lambda row: row.get("note") or row.get("text") or row.get("reason")),
}
