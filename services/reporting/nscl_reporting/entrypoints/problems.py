"""The words for what went wrong."""

from __future__ import annotations

from nscl_shared.i18n import N_
from nscl_shared.web import Problem, ProblemTable

PROBLEMS = ProblemTable(
    {
        "nothing-reported": Problem(
            N_("No service has reported anything for {year}, so there is no document to write."),
            N_("Choose a year of the list, or wait until the services have sent their events."),
        ),
        "edition-not-found": Problem(
            N_("There is no edition {edition} of the report for {year}."),
            N_("Choose one of the published editions."),
        ),
    }
)
