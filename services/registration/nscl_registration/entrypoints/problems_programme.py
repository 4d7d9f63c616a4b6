"""The sentences for errors of the programme tree, activities and calls."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

TREE = {
    "budget-source-doubled": Problem(
        N_("The same source of money occurs twice."), N_("Add the two amounts up in one line.")
    ),
    "budget-differs": Problem(
        N_("The budget of {stated:money} is not the sum of the State's lines, {sum:money}."),
        N_("Correct the lines, or leave the budget out: it is computed."),
    ),
    "target-outside-period": Problem(
        N_("The target is for {year}; the period is {period_from} to {period_to}."),
        N_("Choose a year within the period."),
    ),
    "target-unknown": Problem(
        N_("There is no target {id} to change."), N_("Leave its id out to enter a new target.")
    ),
    "target-not-found": Problem(
        N_("There is no target {id}."), N_("Look for it on the page of the plan.")
    ),
    "target-is-computed": Problem(
        N_("“{indicator}” is computed from the register."),
        N_("Correct the entries it is counted from, or amend how it is measured."),
    ),
    "programme-ended": Problem(
        N_("{id} ended on {on:date}; nothing is entered there any more."),
        N_("Enter it where the work goes on."),
    ),
    "plan-has-open-children": Problem(
        N_("Something below this plan is still open: {children}."),
        N_("Close or cancel what hangs below first."),
    ),
    "period-leaves-children": Problem(
        N_("The new period leaves out {year}, for which something hangs below this plan."),
        N_("Choose a period that covers everything below."),
    ),
    "project-keeps-year": Problem(
        N_("A project stays in its year, {year}."), N_("Open a project in the other year.")
    ),
    "amendment-before-basis": Problem(
        N_("The decision is older than the one before it, of {earlier:date}."),
        N_("Enter {earlier:date} or a later day."),
    ),
    "too-many-files": Problem(
        N_("No more than {limit} files can be attached."), N_("Put several papers into one PDF.")
    ),
}

ACTIVITIES = {
    "activity-form-wrong": Problem(
        N_("This kind of activity has no form “{form}”."),
        N_("A training is a class; communication is a letter, article, conference or broadcast."),
    ),
    "activity-plan-differs": Problem(
        N_("Project {project} belongs to another plan."),
        N_("Leave the plan out: it is the one of the project."),
    ),
    "activity-outside-project": Problem(
        N_("Project {project} is of {year}."),
        N_("Enter {year} as the year, or choose a project of the activity's year."),
    ),
    "audience-doubled": Problem(
        N_("The same kind of participants occurs twice."), N_("Add the two numbers up.")
    ),
    "participants-differ": Problem(
        N_("The numbers by kind add up to {sum:number}."),
        N_("Correct them, or leave the total out: it is computed."),
    ),
    "dates-reversed": Problem(
        N_("The last day is before the first, {first:date}."), N_("Swap the two days.")
    ),
}

CALLS = {
    "call-not-found": Problem(
        N_("There is no call {id}."), N_("Look for it in the list of calls.")
    ),
    "deadline-before-opening": Problem(
        N_("The deadline is before the opening on {opens:date}."), N_("Swap the two days.")
    ),
    "call-not-open-yet": Problem(
        N_("The call opens on {opens:date}."), N_("Hand the proposal in from that day on.")
    ),
    "call-is-closed": Problem(
        N_("The call “{title}” was closed on {on:date}."),
        N_("Ask the agency, or wait for another."),
    ),
    "proposal-not-found": Problem(
        N_("There is no proposal {id}."), N_("Look for it on the page of the call.")
    ),
    "proposal-is-withdrawn": Problem(
        N_("Proposal {number} was withdrawn; that is final."), N_("Hand in a new one.")
    ),
    "proposal-is-decided": Problem(
        N_("Proposal {number} is decided."), N_("Ask the agency to decide anew.")
    ),
    "proposal-incomplete": Problem(
        N_("These documents are missing: {missing}."),
        N_("Attach them, or note that they came on paper, before taking the proposal in."),
    ),
    "document-not-required": Problem(
        N_("The call does not ask for “{document}”."), N_("Choose one of the required documents.")
    ),
}

PROGRAMME_PROBLEMS = {**TREE, **ACTIVITIES, **CALLS}
