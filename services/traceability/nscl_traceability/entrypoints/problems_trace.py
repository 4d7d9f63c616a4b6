"""The words for what the rules of products, lots and recalls refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem

_LIST = N_("Look for it in the list of products.")
_AGAIN = N_("Open it again, compare, and send your change once more.")

TRACE_PROBLEMS = {
    "changed-meanwhile": Problem(N_("Somebody changed this after you opened it."), _AGAIN),
    "place-unit": Problem(
        N_("There was no commune {unit} on {day:date}."),
        N_("Choose a commune of that day from the list."),
    ),
    "place-coordinates": Problem(
        N_("That is no place on earth."),
        N_("Enter latitude and longitude in degrees, both or neither, as 21,853 and 106,761."),
    ),
    "certificate-dates": Problem(
        N_("The certificate ends before it is issued on {issued_on:date}."),
        N_("Enter the dates as the certificate states them."),
    ),
    "too-many-certificates": Problem(
        N_("A product has at most {most} certificates of its own."),
        N_("Remove one that has expired."),
    ),
    "too-many-pictures": Problem(
        N_("A product has at most {most} pictures."), N_("Remove one first.")
    ),
    "picture-type": Problem(
        N_("“{name}” is no picture that can be shown."), N_("Send one of: {allowed}.")
    ),
    "picture-size": Problem(
        N_("“{name}” has more than {most} million pixels."),
        N_("Make it smaller and send it again."),
    ),
    "picture-broken": Problem(
        N_("“{name}” is damaged."), N_("Save the picture anew and send it again.")
    ),
    "lot-below-stamps": Problem(
        N_("The lot has {stamps:number} stamps already."),
        N_("Enter at least as many units, or void stamps first."),
    ),
    "lot-has-stamps": Problem(
        N_("The lot has {stamps:number} stamps: its number and dates are printed on goods."),
        N_("Ask the agency to correct them; an officer gives the reason."),
    ),
    "lot-recalled": Problem(
        N_("The lot {number} is recalled; nothing of it can be changed."),
        N_("Look at its recall."),
    ),
    "lot-into-itself": Problem(N_("A lot cannot be made of itself."), N_("Name another lot.")),
    "lot-input-twice": Problem(
        N_("The lot {number} is named twice."), N_("Enter it once, with the whole quantity.")
    ),
    "lot-inputs-many": Problem(
        N_("A lot has at most {most} inputs."), N_("Record lots in between.")
    ),
    "lot-cycle": Problem(
        N_("One of the inputs was itself made of the lot {number}."), N_("Check the inputs.")
    ),
    "lot-input-link": Problem(
        N_("“{lot}” is no Digital Link of a lot."),
        N_("Enter an address with /01/ GTIN /10/ lot number, or the id of a lot."),
    ),
    "lot-input-unknown": Problem(
        N_("The lot “{lot}” is not in this register."),
        N_("Check it, or enter product and supplier as a lot of somebody else."),
    ),
    "lot-input-missing": Problem(
        N_("Nothing says which lot this is."),
        N_("Choose a lot, or clear the row."),
    ),
    "lot-input-several": Problem(
        N_("You have several lots “{lot}”."),
        N_("Choose one with its product from the list, or enter the address on its stamp."),
    ),
    "lot-input-outside": Problem(
        N_("A lot of somebody else needs its product and its supplier."), N_("Enter both.")
    ),
    "lot-input-recalled": Problem(
        N_("The lot {number} is recalled; nothing may be made of it."),
        N_("Set the goods apart and answer to the recall."),
    ),
    "too-many-tests": Problem(
        N_("A lot has at most {most} test reports."), N_("Remove one first.")
    ),
    "test-in-future": Problem(
        N_("This day is in the future."), N_("Enter the day the laboratory reported.")
    ),
    "recall-not-found": Problem(
        N_("There is no recall {id}."), N_("Look for it in the list of recalls.")
    ),
    "recall-exists": Problem(
        N_("The recall {number} of this lot stands already."), N_("Go on with that one.")
    ),
    "recall-state": Problem(
        N_("The recall {number} is “{state}”; this step is not possible now."),
        N_("Open it again to see where it stands."),
    ),
    "recall-firm": Problem(
        N_("The recall {number} does not concern this firm."), N_("Choose one of its firms.")
    ),
    "recall-note": Problem(
        N_("Nothing says how the recall ended."),
        N_("Write what was recalled and destroyed, or why it was wrong."),
    ),
    "recall-figures": Problem(
        N_("A quantity cannot be below nought."), N_("Enter 0 or more, or leave it empty.")
    ),
}
