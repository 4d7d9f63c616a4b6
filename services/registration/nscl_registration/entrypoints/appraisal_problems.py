"""The sentences for errors of the appraisal and of papers."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

APPRAISALS = {
    "appraisal-not-found": Problem(
        N_("No council was called for this application."), N_("Call it together first.")
    ),
    "council-exists": Problem(
        N_("Application {case_number} has a council already."), N_("Go on with it.")
    ),
    "council-incomplete": Problem(
        N_("A council has at least {fewest} members, among them one chair and one secretary."),
        N_("Complete the list of members."),
    ),
    "member-doubled": Problem(
        N_("One account is named twice in the council."), N_("Name each member once.")
    ),
    "not-on-council": Problem(
        N_("You are not a member of the council of application {case_number}."),
        N_("Ask the officer in charge."),
    ),
    "conflict-declared": Problem(
        N_("A conflict of interest excludes you from application {case_number}."),
        N_("Leave the appraisal to the other members."),
    ),
    "conflict-of-others": Problem(
        N_("A member declares only its own conflict of interest."),
        N_("Tell the officer in charge."),
    ),
    "council-concluded": Problem(
        N_("The appraisal of application {case_number} is finished."),
        N_("Take the step back if it must be reopened."),
    ),
    "council-not-concluded": Problem(
        N_("The council of application {case_number} has not finished."),
        N_("Finish it on the page of the council."),
    ),
    "council-at-work": Problem(
        N_("The council of application {case_number} is at work already."),
        N_("Let it finish, or withdraw the application."),
    ),
    "criteria-incomplete": Problem(
        N_("Points are missing for a criterion, or one is not known."),
        N_("Give points for each criterion."),
    ),
    "points-out-of-range": Problem(
        N_("{criterion}: at most {most} points."), N_("Enter 0 to {most}.")
    ),
    "check-not-found": Problem(
        N_("There is no eligibility rule {rule}."), N_("Choose one of the list.")
    ),
    "eligibility-open": Problem(
        N_("Eligibility is not settled: {rules}."), N_("Settle it, or override it with a reason.")
    ),
    "no-quorum": Problem(
        N_("{scored} of {voters} members have scored; {quorum} are needed."),
        N_("Wait for the other members."),
    ),
    "paper-not-yet": Problem(
        N_("This paper of application {case_number} has no facts yet."),
        N_("Take the step that it belongs to first."),
    ),
}
