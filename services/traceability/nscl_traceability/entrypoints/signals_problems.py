"""The words for what the rules of signals and cases refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

SIGNAL_PROBLEMS = {
    "signal-not-found": Problem(
        N_("There is no signal {id}."), N_("Look for it in the list of signals.")
    ),
    "case-not-found": Problem(
        N_("There is no case {id}."), N_("Look for it in the list of cases.")
    ),
    "signal-in-case": Problem(
        N_("Another case looks into the signal {id} already."),
        N_("Add what is new to that case, or leave the signal out."),
    ),
    "report-in-case": Problem(
        N_("Another case looks into the report {id} already."),
        N_("Add what is new to that case, or leave the report out."),
    ),
    "case-without-evidence": Problem(
        N_("A case needs at least one signal or report."), N_("Mark one in the list.")
    ),
    "case-evidence-many": Problem(
        N_("A case has at most {most:number} signals and reports."),
        N_("Mark fewer, or open another case."),
    ),
    "case-note": Problem(N_("Nothing says why."), N_("Write what was found.")),
    "case-closed": Problem(
        N_("The case {number} is concluded."), N_("Open it again to go on with it.")
    ),
    "case-open": Problem(
        N_("The case {number} is open."), N_("Go on with it; it need not be opened again.")
    ),
    "days-order": Problem(
        N_("The last day is before the first, {first:date}."), N_("Enter a later last day.")
    ),
    "days-many": Problem(
        N_("The map shows at most {most} days."), N_("Choose fewer days; the lists show more.")
    ),
}
