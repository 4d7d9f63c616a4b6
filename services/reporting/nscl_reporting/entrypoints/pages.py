"""The pages: years, and the report of one year."""

from __future__ import annotations

from nscl_reporting.entrypoints.documents import edition_of
from nscl_reporting.entrypoints.year_view import year_view
from nscl_reporting.queries.reports import editions_of, report_of, years_with_data
from nscl_shared.i18n import _
from nscl_shared.messaging import CommandBus
from nscl_shared.province import current_profile
from nscl_shared.web import Page, Redirect, Request, route


class Pages:
    """The report for reading."""

    commands: CommandBus

    @route("GET", "/reporting/years")
    def years_page(self, request: Request) -> Page:
        """List the years that have a report."""
        code = current_profile().code
        reports = [report_of(code, year) for year in years_with_data()]
        return Page("years.html", reports=reports)

    @route("GET", "/reporting/years/<int:year>")
    def year_page(self, request: Request, year: int) -> Page:
        """Show the report of a year; amounts only to people of the agency."""
        user, report = request.principal, report_of(current_profile().code, year)
        return Page(
            "year.html",
            report=report,
            view=year_view(report),
            editions=editions_of(year),
            may_draft=user is not None and user.has("officer", "auditor"),
            may_publish=user is not None and user.has("officer"),
        )

    @route("POST", "/reporting/years/<int:year>/publish", form="year_page")
    def publish_page(self, request: Request, year: int) -> Redirect:
        """Publish the next edition and show the year again."""
        command = edition_of(year, request.user.subject)
        edition = self.commands.execute(command, key=request.idempotency_key)
        notice = _("Edition {edition} has been published.", edition=edition["edition"])
        return Redirect(f"/reporting/years/{year}", notice=notice)
