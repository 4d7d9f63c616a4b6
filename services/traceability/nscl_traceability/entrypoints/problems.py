"""The words for what the rules refuse."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable
from nscl_traceability.entrypoints.problems_trace import TRACE_PROBLEMS
from nscl_traceability.entrypoints.signals_problems import SIGNAL_PROBLEMS
from nscl_traceability.entrypoints.stamp_problems import STAMP_PROBLEMS

_LIST = N_("Look for it in the list of products.")

PROBLEMS = ProblemTable(
    {
        **TRACE_PROBLEMS,
        **SIGNAL_PROBLEMS,
        "gtin-length": Problem(
            N_("“{gtin}” is not a GTIN."),
            N_("Enter 8, 12, 13 or 14 digits, or leave the field empty for an internal code."),
        ),
        "gtin-check-digit": Problem(
            N_("The check digit of “{gtin}” is wrong."),
            N_("Compare with the bar code; the last digit should be {expected}."),
        ),
        "gtin-taken": Problem(
            N_("The GTIN {gtin} belongs to the product “{name}” already."),
            N_("Use that product, or check the number."),
        ),
        "ocop-stars": Problem(N_("{stars} is not an OCOP grade."), N_("Enter 1 to 5 stars.")),
        "lot-number": Problem(
            N_("“{number}” is not a lot number."),
            N_("Use 1 to 20 letters without accents, digits and . _ -"),
        ),
        "lot-quantity": Problem(
            N_("That is not a quantity."), N_("Enter a number above 0 with at most three decimals.")
        ),
        "lot-expiry": Problem(
            N_("The lot expires before it is produced on {produced_on:date}."),
            N_("Enter a later expiry date, or none."),
        ),
        "lot-exists": Problem(
            N_("The product has a lot {number} already."), N_("Choose another lot number.")
        ),
        "report-link": Problem(
            N_("What the report is about is no address of a stamp."),
            N_("Scan the code again and use the button of that page."),
        ),
        "report-words": Problem(
            N_("The report is longer than {most:number} characters."), N_("Shorten it.")
        ),
        "report-not-found": Problem(
            N_("There is no report {id}."), N_("Look for it in the list of reports.")
        ),
        "firm-not-yours": Problem(
            N_("Your account does not act for this firm."),
            N_("Register the firm with your account first, or ask the agency."),
        ),
        "product-not-found": Problem(N_("There is no product {id}."), _LIST),
        "lot-not-found": Problem(N_("There is no lot {id}."), _LIST),
        **STAMP_PROBLEMS,
    }
)
