"""The sentences for errors of the steps around decision and agreement, and of money."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

CASES = {
    "application-is-supplement-requested": Problem(
        N_("The unit was asked to complete application {case_number}."),
        N_("Wait until it hands in what is missing, or enter it yourself."),
    ),
    "application-is-resubmitted": Problem(
        N_("Application {case_number} was handed in again and not yet received."),
        N_("Receive it first."),
    ),
    "application-is-waitlisted": Problem(
        N_("Application {case_number} is on the waiting list."),
        N_("Approve, refuse or withdraw it."),
    ),
    "application-is-in-progress": Problem(
        N_("The work of application {case_number} is under way."),
        N_("Accept its results, suspend or terminate it."),
    ),
    "application-is-suspended": Problem(
        N_("The work of application {case_number} is suspended."),
        N_("Resume or terminate it."),
    ),
    "application-is-accepted": Problem(
        N_("The results of application {case_number} are accepted."),
        N_("Settle it next."),
    ),
    "application-is-settled": Problem(
        N_("Application {case_number} is settled."), N_("Pay what is open and close it.")
    ),
    "application-is-closed": Problem(
        N_("Application {case_number} is closed."), N_("Nothing is left to do here.")
    ),
    "application-is-terminated": Problem(
        N_("The agreement of application {case_number} was terminated."),
        N_("Only money can still come back. File a new application for new work."),
    ),
    "changed-since-read": Problem(
        N_("Application {case_number} changed since you read it."),
        N_("Read it again, then decide."),
    ),
    "nothing-to-undo": Problem(
        N_("Application {case_number} has no step that could be taken back."),
        N_("Withdraw it if it should not go on."),
    ),
    "step-in-use": Problem(
        N_(
            "The latest step of application {case_number} cannot be taken back: money moved or "
            "progress was reported on {day:date}."
        ),
        N_("Correct it by a return of money, or by terminating the agreement."),
    ),
}

ASSIGNMENTS = {
    "case-is-over": Problem(
        N_("Application {case_number} is over: nobody has to work on it any more."),
        N_("Choose one that is still under way."),
    ),
    "already-assigned": Problem(
        N_("Application {case_number} is already in these hands."),
        N_("Choose another officer."),
    ),
    "reassigned-without-reason": Problem(
        N_("Another officer has application {case_number} in hand."),
        N_("Say why it goes to somebody else."),
    ),
    "officer-unknown": Problem(
        N_("There is no officer {id} here."),
        N_("Choose one from the list; an officer is known after opening the work lists once."),
    ),
}

BUDGETS = {
    "budget-exhausted": Problem(
        N_(
            "{support:money} do not fit the budget of project {project_id}: {left:money} are "
            "left of {planned:money}, {committed:money} are promised."
        ),
        N_("Reduce the amount, put the application on the waiting list, or free a promise."),
    ),
    "budget-below-commitments": Problem(
        N_("{committed:money} of this budget are promised already, more than {planned:money}."),
        N_("Enter at least {committed:money}."),
    ),
    "money-not-now": Problem(
        N_("At this stage of application {case_number} no such money can move."),
        N_(
            "Advances are paid after signing, instalments while the work goes on or after its "
            "acceptance; money comes back any time before closing."
        ),
    ),
    "payment-above-agreement": Problem(
        N_(
            "{amount:money} is too much: {owed:money} are owed, of which {paid:money} are "
            "paid already."
        ),
        N_("Enter at most {left:money}."),
    ),
    "advance-above-limit": Problem(
        N_(
            "{amount:money} is above the limit of advances: {percent:percent} of the agreed "
            "support, {limit:money} ({legal_basis})."
        ),
        N_("Enter at most {left:money}, or pay against results."),
    ),
    "return-above-paid": Problem(
        N_("{amount:money} cannot come back: only {paid:money} are with the unit."),
        N_("Enter at most {paid:money}."),
    ),
    "settlement-above-agreement": Problem(
        N_("{settled:money} is more than the {agreed:money} agreed."),
        N_("Enter at most {agreed:money}."),
    ),
    "money-open": Problem(
        N_(
            "Application {case_number} cannot be closed: {settled:money} were settled, "
            "{paid:money} are paid."
        ),
        N_("Pay the rest, or enter what came back."),
    ),
}
