"""Every list as a spreadsheet, with its filters and only what the caller may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nscl_registration.entrypoints import list_columns as columns
from nscl_registration.entrypoints.access import CASE, WEB
from nscl_registration.entrypoints.bodies import ActivityQuery, ListQuery, ProjectQuery
from nscl_registration.entrypoints.callers import owner
from nscl_registration.entrypoints.firm_bodies import PairQuery
from nscl_registration.entrypoints.sheets import Columns, sheet_of
from nscl_registration.queries.calls import list_calls, list_proposals
from nscl_registration.queries.duplicates import list_pairs
from nscl_registration.queries.money import every_line
from nscl_registration.queries.paging import every
from nscl_registration.queries.programme import (
    list_activities,
    list_projects,
    show_project,
    with_counts,
)
from nscl_registration.queries.timeline import timeline_of
from nscl_shared.audit import AuditLog
from nscl_shared.documents.sheet import XLSX
from nscl_shared.i18n import _
from nscl_shared.web import Download, Request, route

PAGE = 200
PAGING = ("cursor", "limit")


class ExportPages:
    """Mixin: reading only."""

    @route("GET", f"{WEB}/projects.xlsx", query=ProjectQuery)
    def projects_sheet(self, request: Request) -> Download:
        """Hand out the projects, for an officer with their figures."""
        asked = filters(request)
        counted = request.user.has("officer")
        rows = every(
            lambda cursor: _counted(
                list_projects(cursor=cursor, limit=PAGE, **asked), counted=counted
            )
        )
        kinds = columns.COUNTED if counted else columns.PROJECTS
        return handed_out(request, "projects", "du-an", (_("Projects"), kinds, rows), asked)

    @route("GET", f"{WEB}/activities.xlsx", query=ActivityQuery)
    def activities_sheet(self, request: Request) -> Download:
        """Hand out training and communication."""
        asked = filters(request)
        rows = every(lambda cursor: list_activities(cursor=cursor, limit=PAGE, **asked))
        sheet = (_("Activities"), columns.ACTIVITIES, rows)
        return handed_out(request, "activities", "hoat-dong", sheet, asked)

    @route("GET", f"{WEB}/calls.xlsx", query=ListQuery)
    def calls_sheet(self, request: Request) -> Download:
        """Hand out the calls."""
        rows = every(lambda cursor: list_calls(cursor=cursor, limit=PAGE))
        sheet = (_("Calls for proposals"), columns.CALLS, rows)
        return handed_out(request, "calls", "dot-de-xuat", sheet, {})

    @route("GET", f"{WEB}/calls/<call_id>/proposals.xlsx", query=ListQuery)
    def proposals_sheet(self, request: Request, call_id: str) -> Download:
        """Hand out the proposals of a call; to a firm account its own."""
        mine = owner(request)
        list_proposals(call_id, owner=mine, limit=1)  # a call that is not there is told first
        rows = every(lambda at: list_proposals(call_id, owner=mine, cursor=at, limit=PAGE))
        sheet = (_("Proposals"), columns.PROPOSALS, rows)
        return handed_out(request, "proposals", "de-xuat", sheet, {"call_id": call_id})

    @route("GET", f"{WEB}/firm-duplicates.xlsx", query=PairQuery)
    def duplicates_sheet(self, request: Request) -> Download:
        """Hand out the pairs that may be one unit."""
        asked = filters(request)
        rows = every(lambda cursor: list_pairs(cursor=cursor, limit=PAGE, **asked))
        sheet = (_("Possible duplicates"), columns.PAIRS, rows)
        return handed_out(request, "duplicates", "don-vi-nghi-trung", sheet, asked)

    @route("GET", f"{WEB}/projects/<project_id>/ledger.xlsx")
    def ledger_sheet(self, request: Request, project_id: str) -> Download:
        """Hand out the ledger of a project, the earliest line first."""
        show_project(project_id)
        sheet = (_("Ledger"), columns.LEDGER, every_line(project_id))
        return handed_out(request, "ledger", "so-kinh-phi", sheet, {"project_id": project_id})

    @route("GET", f"{CASE}/history.xlsx")
    def history_sheet(self, request: Request, application_id: str) -> Download:
        """Hand out the history of a case."""
        mine = owner(request)
        timeline_of(application_id, owner=mine, limit=1)
        rows = every(lambda at: timeline_of(application_id, owner=mine, cursor=at, limit=PAGE))
        sheet = (_("History"), columns.HISTORY, rows)
        return handed_out(request, "history", "lich-su", sheet, {"application_id": application_id})


def filters(request: Request) -> dict[str, Any]:
    """Return what a list is filtered by, without its paging."""
    return {name: value for name, value in request.query().items() if name not in PAGING}


def handed_out(
    request: Request,
    what: str,
    filename: str,
    sheet: tuple[str, Columns, Iterable[dict[str, Any]]],
    asked: dict[str, Any],
) -> Download:
    """Return the rows as a spreadsheet; the audit log knows who took ``what``, by which filters."""
    log = AuditLog("registration")
    log.append(actor=request.user.username, action=f"{what}-exported", target=str(asked))
    return Download(sheet_of(*sheet), f"{filename}.xlsx", XLSX)


def _counted(page: dict[str, Any], *, counted: bool) -> dict[str, Any]:
    return {**page, "items": with_counts(page["items"])} if counted else page
