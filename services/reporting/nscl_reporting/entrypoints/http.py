"""The REST interface."""

from __future__ import annotations

from nscl_reporting.domain.published_form import published_form
from nscl_reporting.entrypoints import schemas as s
from nscl_reporting.entrypoints.documents import draw, edition_of, filename
from nscl_reporting.queries.reports import edition as find_edition
from nscl_reporting.queries.reports import editions_of, report_of, years_with_data
from nscl_shared.documents.layout import DOCX
from nscl_shared.messaging import CommandBus
from nscl_shared.province import current_profile
from nscl_shared.web import Created, Download, Json, Raw, Request, route


class Api:
    """Reports and editions as JSON and .docx."""

    commands: CommandBus

    @route("GET", "/api/reporting/years", returns=s.YearsSchema, summary="List years with data")
    def list_years(self, request: Request) -> Json:
        """List the years that have a report."""
        return Json({"items": [{"year": year} for year in years_with_data()], "next": None})

    @route(
        "GET",
        "/api/reporting/years/<int:year>/report",
        returns=s.ReportSchema,
        summary="Show the yearly report",
    )
    def show_report(self, request: Request, year: int) -> Json:
        """Show the report as the facts stand now."""
        return Json(published_form(report_of(current_profile().code, year)))

    @route(
        "GET",
        "/api/reporting/years/<int:year>/report.docx",
        query=s.DocumentQuery,
        produces=DOCX,
        summary="Draft the official document",
    )
    def download_report(self, request: Request, year: int) -> Download:
        """Draft the official document of the year."""
        drawn = draw(year, request.query()["dated"])
        return Download(drawn.document, filename(year), DOCX)

    @route(
        "POST",
        "/api/reporting/years/<int:year>/publish",
        returns=s.EditionSchema,
        status=201,
        summary="Publish the next edition",
    )
    def publish(self, request: Request, year: int) -> Created:
        """Store the report as it stands as the next edition and announce it."""
        command = edition_of(year, request.user.subject)
        edition = self.commands.execute(command, key=request.idempotency_key)
        location = f"/api/reporting/years/{year}/editions/{edition['edition']}"
        return Created(edition, location=location)

    @route(
        "GET",
        "/api/reporting/years/<int:year>/editions",
        returns=s.EditionsSchema,
        summary="List published editions",
    )
    def list_editions(self, request: Request, year: int) -> Json:
        """List the editions of a year."""
        return Json({"items": editions_of(year), "next": None})

    @route(
        "GET",
        "/api/reporting/years/<int:year>/editions/<int:edition>",
        returns=s.ReportSchema,
        summary="Show a published edition",
    )
    def show_edition(self, request: Request, year: int, edition: int) -> Raw:
        """Show the figures of an edition exactly as they were published."""
        return Raw(find_edition(year, edition).figures, "application/json")

    @route(
        "GET",
        "/api/reporting/years/<int:year>/editions/<int:edition>/report.docx",
        produces=DOCX,
        summary="Download the document of an edition",
    )
    def download_edition(self, request: Request, year: int, edition: int) -> Download:
        """Hand out the document of an edition, byte for byte."""
        return Download(find_edition(year, edition).document, filename(year, edition), DOCX)
