"""The words for what the rules refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable

_AGAIN = N_("Reload the page and look at what changed.")

PROBLEMS = ProblemTable(
    {
        "login-refused": Problem(
            N_("User name or password is wrong, or the account is closed for the moment."),
            N_("Try again, wait 15 minutes after several tries, or ask the administrator."),
        ),
        "username-taken": Problem(
            N_("The user name “{username}” is taken."), N_("Choose another user name.")
        ),
        "password-too-short": Problem(
            N_("The password is too short."), N_("Use at least {minimum} characters.")
        ),
        "password-too-long": Problem(
            N_("The password is too long."), N_("Use at most {maximum} characters.")
        ),
        "password-contains-username": Problem(
            N_("The password contains the user name."),
            N_("Choose a password that says nothing about you."),
        ),
        "account-not-found": Problem(
            N_("There is no account {id}."), N_("Look for it in the list of accounts.")
        ),
        "account-already-locked": Problem(
            N_("The account “{username}” is already locked."), N_("Unlock it if that was meant.")
        ),
        "changed-meanwhile": Problem(N_("Somebody else changed this at the same moment."), _AGAIN),
        "already-exists": Problem(N_("The same thing was registered at the same moment."), _AGAIN),
    }
)
