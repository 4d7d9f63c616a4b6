"""The sentences for errors of the registration form."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

FORMS = {
    "form-lacks-supports": Problem(
        N_("The form of {case_number} does not say which support is wished for."),
        N_("Choose at least one item in the step “Wishes”."),
    ),
    "form-lacks-estimated-cost-vnd": Problem(
        N_("The form of {case_number} does not say what it will cost."),
        N_("Enter the estimated cost in the step “Money”."),
    ),
    "form-lacks-commitment": Problem(
        N_("The commitment that no other budget pays for the same is missing."),
        N_("Read it and tick it if it is true."),
    ),
    "form-closed": Problem(
        N_("The form of {case_number} was handed in and stays as it is."),
        N_("Ask the agency to request a supplement if something has to be added."),
    ),
    "own-above-cost": Problem(
        N_("The own money of {own:money} is more than the whole cost of {cost:money}."),
        N_("Enter at most {cost:money}."),
    ),
    "timing-reversed": Problem(
        N_("It would end before it begins on {starts_on:date}."), N_("Swap the two days.")
    ),
    "received-by-officer": Problem(
        N_("Only an officer enters forms that came on paper or by e-mail."),
        N_("Leave this field out: your form is handed in online."),
    ),
}
