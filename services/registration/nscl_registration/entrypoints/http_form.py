"""REST: the registration form, its files, its paper, and the deadline of a project."""

from __future__ import annotations

from functools import partial
from typing import Any

from nscl_registration.domain.form import Deadline
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.entrypoints import bodies_form as bodies
from nscl_registration.entrypoints import labels_form, views
from nscl_registration.entrypoints.access import API, API_CASE
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.drawn import Kind, drawn
from nscl_registration.entrypoints.edits import edit, edited, version_tag
from nscl_registration.entrypoints.files import MAX_BODY
from nscl_registration.entrypoints.http_papers import item_words
from nscl_registration.entrypoints.step_commands import form_command
from nscl_registration.handlers.form_commands import (
    AttachToApplication,
    RemoveFromApplication,
    SetDeadline,
)
from nscl_registration.publishing.form_paper import FormPaper, form_paper, page_foot
from nscl_registration.queries.applications import show_application
from nscl_registration.queries.files import file_of
from nscl_registration.queries.firms import show_firm
from nscl_registration.queries.programme import show_project
from nscl_shared.documents.layout import DOCX
from nscl_shared.documents.pdf import PDF
from nscl_shared.i18n import _, use_language
from nscl_shared.kernel import InvalidInput, NotFound
from nscl_shared.persistence.attachments import MAX_BYTES, AttachmentStore
from nscl_shared.province import current_profile
from nscl_shared.settings import settings
from nscl_shared.web import Created, Download, Json, NoContent, Request, route


class FormApi:
    """Mixin; the including class has ``commands`` and ``attachments``."""

    commands: Any
    attachments: AttachmentStore

    @route(
        "PATCH",
        f"{API_CASE}/form",
        body=bodies.FormBody,
        returns=views.SavedFormView,
        summary="Save some fields of the form; the rest stays",
        edits="may",
        etag=True,
    )
    def save_form(self, request: Request, application_id: str) -> Json:
        """Save a step of the form."""
        command = form_command(application_id, actor(request), request.json())
        return edit(self.commands, request, command)

    @route(
        "POST",
        f"{API_CASE}/attachments",
        body=bodies.CaseFileBody,
        returns=views.EditedView,
        status=201,
        max_body_bytes=MAX_BODY,
        summary="Attach a file (multipart/form-data, field `file`)",
        edits="may",
        etag=True,
    )
    def attach_to_application(self, request: Request, application_id: str) -> Created:
        """Store a file and refer to it."""
        made = self.keep_case_file(request, application_id)
        place = f"{API}/applications/{application_id}/attachments/{made['id']}"
        return Created(made, location=place, headers=version_tag(made))

    @route("GET", f"{API_CASE}/attachments/<attachment_id>", summary="Download a file")
    def application_file(
        self, request: Request, application_id: str, attachment_id: str
    ) -> Download:
        """Send a file to who may see the application."""
        case = show_application(application_id, owner=owner(request))
        entry = file_of(case, attachment_id)
        if entry is None:
            raise NotFound("attachment-not-found", id=attachment_id)
        stored = self.attachments.open(attachment_id)
        headers = {"Content-Length": str(stored.size), "Cache-Control": "private, no-store"}
        return Download(stored.chunks, entry["name"], stored.content_type, headers=headers)

    @route(
        "DELETE",
        f"{API_CASE}/attachments/<attachment_id>",
        status=204,
        summary="Take a file off a draft",
        edits="may",
    )
    def detach_file(self, request: Request, application_id: str, attachment_id: str) -> NoContent:
        """Remove a file."""
        self.drop_case_file(request, application_id, attachment_id)
        return NoContent()

    @route(
        "PUT",
        f"{API}/projects/<project_id>/deadline",
        body=bodies.DeadlineBody,
        returns=views.EditedView,
        summary="Enter until when applications are due",
        edits="may",
        etag=True,
    )
    def set_deadline(self, request: Request, project_id: str) -> Json:
        """Enter the deadline."""
        done = self.enter_deadline(request, project_id, request.json())
        return Json(done, headers=version_tag(done))

    @route(
        "GET",
        f"{API_CASE}/form.docx",
        summary="The registration form, to be signed",
        produces=DOCX,
    )
    def form_docx(self, request: Request, application_id: str) -> Download:
        """Print the form, to be gone on with."""
        return form_file("docx", show_application(application_id, owner=owner(request)))

    @route(
        "GET",
        f"{API_CASE}/form.pdf",
        summary="The registration form, to be signed",
        produces=PDF,
    )
    def form_pdf(self, request: Request, application_id: str) -> Download:
        """Print the form."""
        return form_file("pdf", show_application(application_id, owner=owner(request)))

    def keep_case_file(self, request: Request, application_id: str) -> dict[str, Any]:
        """Store a file, then refer to it."""
        serves = request.form(bodies.CaseFileBody()).get("serves")
        show_application(application_id, owner=owner(request))
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise InvalidInput("attachment-empty", field="file", name="—")
        stored = self.attachments.put(sent.stream.read(MAX_BYTES + 1), sent.filename)
        command = AttachToApplication(
            by=actor(request),
            application_id=application_id,
            file=AttachedFile(**vars(stored), serves=serves.value if serves else None),
        )
        return edited(self.commands, request, command)

    def drop_case_file(self, request: Request, application_id: str, attachment_id: str) -> None:
        """Take a file off."""
        command = RemoveFromApplication(
            by=actor(request), application_id=application_id, attachment_id=attachment_id
        )
        edited(self.commands, request, command)

    def enter_deadline(self, request: Request, project_id: str, body: dict[str, Any]) -> Any:
        """Let applications be due on a day."""
        deadline = Deadline(body["due_on"], body["source"])
        command = SetDeadline(project_id=project_id, deadline=deadline)
        return edited(self.commands, request, command)


def form_file(kind: Kind, case: dict[str, Any]) -> Download:
    """Return the registration form of a draft or application."""
    case_number = case["case_number"]
    place = f"{settings().public_url}/registration/applications/{case['id']}"
    with use_language("vi"):
        files = [_(words) for words in labels_form.FILES.values()]
    paper = FormPaper(
        application=case,
        firm=show_firm(case["firm_id"]),
        project=show_project(case["project_id"]),
        agency=current_profile().agency,
        items=item_words(),
        papers=files,
        address=f"{place}#{case_number}",
    )
    name = f"don-dang-ky-{case_number}"
    return drawn(kind, name, partial(form_paper, paper), foot=page_foot(paper))
