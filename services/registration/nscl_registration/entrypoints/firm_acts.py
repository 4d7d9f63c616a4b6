"""Acts that pages and REST have in common, with their lines in the audit log."""

from __future__ import annotations

from typing import Any

from nscl_registration.entrypoints.callers import actor
from nscl_registration.entrypoints.edits import edited
from nscl_registration.handlers.firm_commands import EraseContact, MergeFirms, SeparateFirms
from nscl_registration.queries.firms import contact_data
from nscl_shared.audit import AuditLog
from nscl_shared.web import Request

AUDIT = AuditLog("registration")


def merge(commands: Any, request: Request, firm_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Merge an entry into another and answer which one goes on."""
    command = MergeFirms(by=actor(request), firm_id=firm_id, **body)
    done = edited(commands, request, command)
    note(request, "firm-merged", f"{firm_id} → {body['into']}", body["reason"])
    return done


def separate(commands: Any, request: Request, firm_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Take a merger back and answer the version."""
    command = SeparateFirms(by=actor(request), firm_id=firm_id, **body)
    done = edited(commands, request, command)
    note(request, "firm-separated", firm_id, body["reason"])
    return done


def erase(
    commands: Any, request: Request, firm_id: str, contact_id: str, body: dict[str, Any]
) -> dict[str, Any]:
    """Erase a contact person and answer the unit's version."""
    command = EraseContact(by=actor(request), firm_id=firm_id, contact_id=contact_id, **body)
    done = edited(commands, request, command)
    note(request, "contact-erased", f"{firm_id}/{contact_id}", body["reason"])
    return done


def export(request: Request, firm_id: str, contact_id: str, *, owner: str | None) -> dict[str, Any]:
    """Return everything about a contact person; the log knows of it before the caller does."""
    found = contact_data(firm_id, contact_id, owner=owner)
    note(request, "contact-exported", f"{firm_id}/{contact_id}")
    return found


def note(request: Request, action: str, target: str, reason: str = "") -> None:
    """Write a line of the audit log."""
    AUDIT.append(actor=request.user.username, action=action, target=target, reason=reason)
