"""The words of the registration form: steps, papers, ways of receipt, the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nscl_registration.domain.form import FileKind, ReceivedVia
from nscl_registration.entrypoints.labels import choices
from nscl_shared.i18n import N_, _

STEPS: Mapping[str, str] = {
    "unit": N_("The unit"),
    "wishes": N_("Wishes"),
    "money": N_("Money"),
    "files": N_("Papers"),
    "submit": N_("Commitment and submission"),
}

MISSING: Mapping[str, str] = {
    "supports": N_("the support wished for"),
    "estimated_cost_vnd": N_("the estimated cost"),
    "commitment": N_("the commitment"),
}

WAYS: Mapping[str, str] = {
    ReceivedVia.PAPER: N_("on paper"),
    ReceivedVia.EMAIL: N_("by e-mail"),
    ReceivedVia.ONLINE: N_("online"),
}

FILES: Mapping[str, str] = {
    FileKind.SIGNED_FORM: N_("Signed registration form"),
    FileKind.LICENCE: N_("Business registration certificate"),
    FileKind.PRODUCT: N_("Papers about the product (standard, test report, label)"),
    FileKind.QUOTATION: N_("Quotation or cost estimate"),
    FileKind.OTHER: N_("Another paper"),
}


def way_choices() -> list[tuple[str, str]]:
    """Return the ways of receipt for a select."""
    return choices(WAYS)


def file_words(application: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the files of an application with the words for which paper each is."""
    return [{**file, "words": _paper(file["serves"])} for file in application["attachments"]]


def _paper(kind: str | None) -> str:
    return _(FILES[kind]) if kind else ""


def deadline_words(project: Mapping[str, Any], today: date) -> str:
    """Return until when applications are due and how many days are left; empty: no deadline."""
    if not project.get("deadline"):
        return ""
    due = date.fromisoformat(project["deadline"]["on"])
    left = (due - today).days
    if left < 0:
        return _("was due on {day}: later ones are accepted and marked late", day=due)
    return _("due on {day} ({left} days left)", day=due, left=left)
