"""Who refers to an attached file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_programme import PROGRAMME


def referenced(attachment_ids: Collection[str]) -> set[str]:
    """Return those of ``attachment_ids`` that something in this service refers to."""
    wanted = {"attachments.attachment_id": {"$in": list(attachment_ids)}}
    found: set[str] = set()
    for document in (*PROGRAMME, ApplicationDocument):
        for one in document.objects(__raw__=wanted).only("attachments"):
            found |= {file["attachment_id"] for file in one.attachments}
    return found & set(attachment_ids)


def file_of(thing: dict[str, Any], attachment_id: str) -> dict[str, Any] | None:
    """Return the entry of a file among those attached to ``thing``."""
    return next((f for f in thing["attachments"] if f["attachment_id"] == attachment_id), None)
