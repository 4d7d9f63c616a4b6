"""What went wrong with an entry of the register, and what to do."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

REGISTER = {
    "commune-code-malformed": Problem(
        N_("A commune code has 5 digits."), N_("Choose a commune of the list or leave it empty.")
    ),
    "commune-unknown": Problem(
        N_("On {day:date} no commune had the code {unit}."),
        N_("Choose a commune of the list for that day, or correct the day of the address."),
    ),
    "commune-ended": Problem(
        N_("{unit} ended on 30/06/2025; on {day:date} it is: {into}."),
        N_(
            "Choose the commune of that day, or give the earlier day on which the address was valid."
        ),
    ),
    "unit-not-found": Problem(
        N_("On {day:date} no administrative unit had the code {id}."),
        N_("Ask with the day on which the code was valid."),
    ),
    "sector-unknown": Problem(
        N_("{sector} is not a code of VSIC 2018."),
        N_("Enter a section A to U or 2 to 5 digits, as on the registration certificate."),
    ),
    "contact-not-found": Problem(
        N_("There is no contact person {id} any more."), N_("Reload the unit's entry.")
    ),
    "firm-changed-meanwhile": Problem(
        N_("{by} changed the entry of {name} after you opened it."),
        N_("Compare both versions and choose what stays."),
    ),
    "firm-is-merged": Problem(
        N_("The entry of {name} was merged into another and takes no more changes."),
        N_("Change the entry that goes on, or take the merger back first."),
    ),
    "firm-merged-away": Problem(
        N_("The entry of {name} was merged into another."),
        N_("Choose the entry that goes on."),
    ),
    "firm-not-merged": Problem(
        N_("The entry of {name} is not merged into another."),
        N_("Reload it; nothing is to be done."),
    ),
    "merge-with-itself": Problem(
        N_("An entry cannot be merged with itself."), N_("Choose the other entry.")
    ),
    "merge-of-two-persons": Problem(
        N_("The tax codes {one} and {other} belong to two legal persons."),
        N_("Correct the wrong tax code first, or note that they are two units."),
    ),
    "pair-not-found": Problem(
        N_("There is no such pair {id}."), N_("Reload the list of possible duplicates.")
    ),
    "pair-decided": Problem(
        N_("This was decided already ({by})."), N_("Reload the list of possible duplicates.")
    ),
}
