"""Fill in the registration form step by step, with its files and its deadline."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nscl_registration.domain.application import Application
from nscl_registration.domain.supports import Support, choose_supports
from nscl_registration.handlers.file_application import require_own_way, require_supported
from nscl_registration.handlers.form_commands import (
    AttachToApplication,
    RemoveFromApplication,
    SaveForm,
    SetDeadline,
)
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def save_form(cmd: SaveForm, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id, version and the fields that a submission still lacks."""
    application = case_of(cmd, uow)
    require_own_way(replace(application.form, **cmd.changes), cmd.by)
    supports = _chosen(cmd, application, uow)
    application.save_form(supports=supports, cost_vnd=cmd.cost_vnd, **cmd.changes)
    return {
        "id": application.id,
        "version": application.version,
        "missing": application.missing,
    }


def _chosen(
    cmd: SaveForm, application: Application, uow: RegistrationWork
) -> tuple[Support, ...] | None:
    if cmd.wishes is None:
        return None
    firm = uow.firms.get(application.firm_id)
    supports = choose_supports(cmd.wishes, firm.product_names())
    require_supported(supports, firm, uow.projects.get(application.project_id), uow)
    return supports


def attach_to_application(cmd: AttachToApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer the file's id."""
    case_of(cmd, uow).attach(cmd.file)
    return {"id": cmd.file.attachment_id}


def remove_from_application(cmd: RemoveFromApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer the file's id."""
    case_of(cmd, uow).detach(cmd.attachment_id)
    return {"id": cmd.attachment_id}


def set_deadline(cmd: SetDeadline, uow: RegistrationWork) -> dict[str, str]:
    """Answer the project's id."""
    uow.projects.get(cmd.project_id).set_deadline(cmd.deadline)
    return {"id": cmd.project_id}
