"""The words for what the rules refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable
from nscl_shared.webhooks.problems import ADDRESS_PROBLEMS

_AGAIN = N_("Reload the page and look at what changed.")

PROBLEMS = ProblemTable(
    {
        "notification-not-found": Problem(
            N_("There is no letter {id} in the delivery log."),
            N_("Check the address, or look for the letter in the log."),
        ),
        "notification-on-its-way": Problem(
            N_("This letter is already on its way."),
            N_("Wait until it is delivered or has failed, then send it again."),
        ),
        "recipient-missing": Problem(
            N_("No address is known for this letter."),
            N_("Enter the e-mail address of the unit."),
        ),
        "recipient-invalid": Problem(
            N_("“{recipient}” is not an e-mail address."),
            N_("Enter one address such as ten@donvi.vn."),
        ),
        "notification-not-due": Problem(N_("This letter is just being sent."), _AGAIN),
        "attempt-superseded": Problem(N_("This letter was taken up by another sender."), _AGAIN),
        "webhook-not-found": Problem(
            N_("There is no webhook {id}."),
            N_("Look for its name in the list of webhooks."),
        ),
        "webhook-name-invalid": Problem(
            N_("“{name}” cannot be the name of a webhook."),
            N_(
                "Use small letters without accents, digits and single hyphens, at most {most} "
                "characters, such as so-cong-thuong."
            ),
        ),
        "webhook-name-taken": Problem(
            N_("There is already a webhook {name}, or it is just being removed."),
            N_("Choose another name, or wait a few seconds."),
        ),
        "webhook-events-missing": Problem(
            N_("No event is granted."),
            N_("Choose at least one event, such as vn.nscl.registration.#."),
        ),
        "webhook-events-unknown": Problem(
            N_("“{pattern}” covers no event."),
            N_("Did you mean {nearest}? The catalogue of events lists all types."),
        ),
        "webhook-not-active": Problem(N_("The webhook {name} is not active."), _AGAIN),
        "webhook-active": Problem(N_("The webhook {name} is active already."), _AGAIN),
        "webhook-removed": Problem(N_("The webhook {name} is being removed."), _AGAIN),
        "webhook-key-missing": Problem(
            N_("There is no master key to encrypt the secret with: {reason}"),
            N_("Ask the operator to set NSCL_MASTER_KEY_FILE for this service."),
        ),
        "attempt-not-found": Problem(
            N_("The log holds no such event any more."),
            N_("The log keeps the newest attempts only."),
        ),
        "broker-away": Problem(
            N_("The message broker cannot be reached, so the event was not queued."),
            N_("Try again in a minute."),
        ),
        "changed-meanwhile": Problem(N_("Somebody else changed this at the same moment."), _AGAIN),
        "already-exists": Problem(N_("The same thing was registered at the same moment."), _AGAIN),
    }
).over(ADDRESS_PROBLEMS)
