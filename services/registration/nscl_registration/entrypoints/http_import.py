"""REST: bulk imports of applications."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.import_rows import parse_spans
from nscl_registration.entrypoints.access_import import API_IMPORT, API_IMPORTS, TEMPLATE
from nscl_registration.entrypoints.access_programme import API
from nscl_registration.entrypoints.bodies import ListQuery
from nscl_registration.entrypoints.callers import actor
from nscl_registration.entrypoints.import_downloads import annotated_of, template_of
from nscl_registration.entrypoints.import_upload import MAX_BODY, upload
from nscl_registration.entrypoints.import_views import (
    ImportRowsView,
    ImportStateView,
    ImportsView,
    ImportView,
    RowsQuery,
    StartBody,
    import_view,
    row_view,
)
from nscl_registration.entrypoints.views import IdView
from nscl_registration.handlers.import_commands import CancelImport, StartImport
from nscl_registration.queries.imports import list_imports, list_rows, show_import
from nscl_shared.audit import AuditLog
from nscl_shared.documents.sheet import XLSX
from nscl_shared.web import Created, Download, Json, Request, route


class ImportApi:
    """Mixin; the including class has ``commands``."""

    commands: Any

    @route(
        "GET",
        f"{API}/projects/{TEMPLATE}",
        summary="The workbook that applications to a project are typed into",
        produces=XLSX,
    )
    def import_template(self, request: Request, project_id: str) -> Download:
        """Hand out a new workbook."""
        return template_of(project_id)

    @route(
        "GET",
        API_IMPORTS,
        query=ListQuery,
        returns=ImportsView,
        summary="List bulk imports, the latest first",
    )
    def imports(self, request: Request) -> Json:
        """List imports."""
        found = list_imports(**request.query())
        return Json({**found, "items": [import_view(one) for one in found["items"]]})

    @route(
        "POST",
        API_IMPORTS,
        returns=IdView,
        status=201,
        max_body_bytes=MAX_BODY,
        uploads=("file",),
        summary="Upload a workbook (multipart/form-data, field `file`); its rows are checked first",
    )
    def upload_import(self, request: Request) -> Created:
        """Begin an import."""
        made = upload(request, self.commands)
        return Created(made, location=f"{API_IMPORTS}/{made['id']}")

    @route("GET", API_IMPORT, returns=ImportView, summary="Show an import and its progress")
    def bulk_import(self, request: Request, import_id: str) -> Json:
        """Show an import."""
        return Json(import_view(show_import(import_id)))

    @route(
        "GET",
        f"{API_IMPORT}/rows",
        query=RowsQuery,
        returns=ImportRowsView,
        summary="Rows of an import with what is wrong, by column",
    )
    def import_rows(self, request: Request, import_id: str) -> Json:
        """List rows."""
        letters = show_import(import_id)["columns"]
        found = list_rows(import_id, **request.query())
        return Json({**found, "items": [row_view(row, letters) for row in found["items"]]})

    @route(
        "GET",
        f"{API_IMPORT}/annotated.xlsx",
        summary="The workbook with what is to be mended beside each row",
        produces=XLSX,
    )
    def annotated_import(self, request: Request, import_id: str) -> Download:
        """Hand out the workbook with its errors."""
        return annotated_of(request, import_id)

    @route(
        "POST",
        f"{API_IMPORT}/start",
        body=StartBody,
        returns=ImportStateView,
        summary="Import all good rows, or those named; it goes on in the background",
    )
    def start_import(self, request: Request, import_id: str) -> Json:
        """Begin to import."""
        return Json(self.begin_rows(request, import_id, request.json().get("rows") or ""))

    @route(
        "POST",
        f"{API_IMPORT}/cancel",
        returns=ImportStateView,
        summary="Stop an import; what is imported stays",
    )
    def cancel_import(self, request: Request, import_id: str) -> Json:
        """Stop it."""
        return Json(self.stop_rows(request, import_id))

    def begin_rows(self, request: Request, import_id: str, rows: str) -> Any:
        """Begin to import the rows that are named."""
        command = StartImport(by=actor(request), import_id=import_id, spans=parse_spans(rows))
        answer = self.commands.execute(command, key=request.idempotency_key)
        log = AuditLog("registration")
        log.append(
            actor=request.user.username, action="import-started", target=import_id, rows=rows
        )
        return answer

    def stop_rows(self, request: Request, import_id: str) -> Any:
        """Stop an import."""
        command = CancelImport(by=actor(request), import_id=import_id)
        answer = self.commands.execute(command, key=request.idempotency_key)
        log = AuditLog("registration")
        log.append(actor=request.user.username, action="import-cancelled", target=import_id)
        return answer
