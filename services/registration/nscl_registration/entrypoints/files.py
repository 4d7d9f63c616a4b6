"""Files that are attached to plans, projects, activities, calls and proposals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nameko.timer import timer

from nscl_registration.domain.papers import AttachedFile
from nscl_registration.entrypoints.access import API, WEB
from nscl_registration.entrypoints.bodies_programme import FileBody
from nscl_registration.entrypoints.callers import actor, owner
from nscl_registration.entrypoints.edits import edited, version_tag
from nscl_registration.entrypoints.views import EditedView
from nscl_registration.handlers.programme_commands import AttachFile, AttachToProposal
from nscl_registration.queries import calls, programme, programme_tree
from nscl_registration.queries.files import file_of, referenced
from nscl_registration.storage.parts import ALIAS
from nscl_shared.i18n import _
from nscl_shared.kernel import InvalidInput, NotFound
from nscl_shared.persistence.attachments import MAX_BYTES, MIB, AttachmentStore
from nscl_shared.web import Created, Download, Redirect, Request, route

KINDS = "<any(plans,projects,activities,calls,proposals):kind>"
FILES = f"{KINDS}/<thing_id>/attachments"
MAX_BODY = MAX_BYTES + MIB
EVERY_HOUR = 3_600

SHOW: dict[str, Callable[[str, str | None], dict[str, Any]]] = {
    "plans": lambda thing_id, _owner: programme_tree.show_node("plans", thing_id),
    "projects": lambda thing_id, _owner: programme_tree.show_node("projects", thing_id),
    "activities": lambda thing_id, _owner: programme.show_activity(thing_id),
    "calls": lambda thing_id, _owner: calls.show_call(thing_id),
    "proposals": lambda thing_id, who: calls.show_proposal(thing_id, owner=who),
}


class Files:
    """Mixin; the including class has ``commands``."""

    commands: Any
    attachments = AttachmentStore(ALIAS)

    @route(
        "POST",
        f"{API}/{FILES}",
        body=FileBody,
        returns=EditedView,
        status=201,
        max_body_bytes=MAX_BODY,
        uploads=("file",),
        summary="Attach a file (multipart/form-data, field `file`)",
        edits="may",
        etag=True,
    )
    def attach(self, request: Request, kind: str, thing_id: str) -> Created:
        """Store a file and refer to it."""
        made = self._attach(request, kind, thing_id)
        place = f"{API}/{kind}/{thing_id}/attachments/{made['id']}"
        return Created(made, location=place, headers=version_tag(made))

    @route("POST", f"{WEB}/{FILES}", body=FileBody, max_body_bytes=MAX_BODY)
    def attach_form(self, request: Request, kind: str, thing_id: str) -> Redirect:
        """Store a file and go back to the page."""
        self._attach(request, kind, thing_id)
        return Redirect(f"{WEB}/{kind}/{thing_id}", notice=_("The file is attached."))

    @route(
        "GET", f"{API}/{FILES}/<attachment_id>", produces="*/*", summary="Download an attached file"
    )
    def file(self, request: Request, kind: str, thing_id: str, attachment_id: str) -> Download:
        """Send a file."""
        return self._send(request, kind, thing_id, attachment_id)

    @route("GET", f"{WEB}/{FILES}/<attachment_id>")
    def file_page(self, request: Request, kind: str, thing_id: str, attachment_id: str) -> Download:
        """Send a file."""
        return self._send(request, kind, thing_id, attachment_id)

    @timer(interval=EVERY_HOUR)
    def sweep_files(self) -> None:
        """Delete files that no command came to refer to."""
        self.attachments.sweep(referenced)

    def _attach(self, request: Request, kind: str, thing_id: str) -> dict[str, Any]:
        serves = request.form().get("serves")
        _may_write(request, kind, thing_id)
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise InvalidInput("attachment-empty", field="file", name="—")
        stored = self.attachments.put(sent.stream.read(MAX_BYTES + 1), sent.filename)
        file = AttachedFile(**vars(stored), serves=serves)
        command: Any = (
            AttachToProposal(by=actor(request), proposal_id=thing_id, file=file)
            if kind == "proposals"
            else AttachFile(kind=kind, subject_id=thing_id, file=file)
        )
        return edited(self.commands, request, command)

    def _send(self, request: Request, kind: str, thing_id: str, attachment_id: str) -> Download:
        entry = file_of(SHOW[kind](thing_id, owner(request)), attachment_id)
        if entry is None:
            raise NotFound("attachment-not-found", id=attachment_id)
        stored = self.attachments.open(attachment_id)
        headers = {"Content-Length": str(stored.size), "Cache-Control": "private, no-store"}
        return Download(stored.chunks, entry["name"], stored.content_type, headers=headers)


def _may_write(request: Request, kind: str, thing_id: str) -> None:
    """Refuse before anything is stored: firms attach to their own proposals only.

    Raises:
        NotFound: there is no such thing, or it is not the caller's.
    """
    if request.user.has("firm") and kind != "proposals":
        raise NotFound("attachment-not-found", id=thing_id)
    SHOW[kind](thing_id, owner(request))
