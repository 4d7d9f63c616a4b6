"""The words for what the rules refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable

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
        "changed-meanwhile": Problem(N_("Somebody else changed this at the same moment."), _AGAIN),
        "already-exists": Problem(N_("The same thing was registered at the same moment."), _AGAIN),
    }
)
