"""The words for what is refused about subscriptions."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable
from nscl_shared.webhooks.problems import ADDRESS_PROBLEMS

SUBSCRIPTION_PROBLEMS = ProblemTable(
    {
        "epcis-subscription-not-found": Problem(
            N_("There is no subscription {id} to this query."),
            N_("Ask for the list to see what there is."),
        ),
        "epcis-subscription-unknown": Problem(
            N_("A subscription has no member “{name}”."),
            N_("Leave it out; a member is never ignored."),
        ),
        "epcis-subscription-token": Problem(
            N_("The signatureToken is not a text of 1 to {most:number} characters."),
            N_("Make a long random text, or leave it out to get reports without a signature."),
        ),
        "epcis-subscription-when": Problem(
            N_("The subscription does not say when to report, or says it twice."),
            N_("Give either stream: true or a schedule."),
        ),
        "epcis-subscription-empty": Problem(
            N_("A stream reports events when they are captured; an empty report has no time."),
            N_("Leave reportIfEmpty out, or give a schedule."),
        ),
        "epcis-subscription-order": Problem(
            N_("The query says {name}, which makes sense for a single answer only."),
            N_("Name a query without it and subscribe to that one."),
        ),
        "epcis-subscription-limit": Problem(
            N_("An account can have {most:number} subscriptions at most."),
            N_("End those that are not needed any more."),
        ),
        "epcis-subscription-active": Problem(
            N_("The subscription is active already."), N_("There is nothing left to do.")
        ),
        "epcis-subscription-key": Problem(
            N_("There is no master key to encrypt the signatureToken with: {reason}"),
            N_("Ask the operator to set NSCL_MASTER_KEY_FILE for this service."),
        ),
        "epcis-schedule-empty": Problem(
            N_("The schedule names no time."), N_("Give at least one of: {parts}.")
        ),
        "epcis-schedule-part": Problem(
            N_("{name} of the schedule cannot be read."),
            N_(
                "Write numbers from {low} to {high} with commas, ranges such as [{low}-{high}], "
                "or steps such as {low}/2."
            ),
        ),
        "epcis-schedule-never": Problem(
            N_("No day fits the schedule."), N_("Compare dayOfMonth with month.")
        ),
        "epcis-websocket": Problem(
            N_("Reports by WebSocket are not offered here."),
            N_("Subscribe a webhook: POST to the query's subscriptions."),
        ),
    }
).over(ADDRESS_PROBLEMS)
