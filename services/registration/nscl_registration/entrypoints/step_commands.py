"""From parsed input, JSON or form alike, to commands about applications."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from nscl_registration.domain.form import Form, ReceivedVia
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.supports import Wish
from nscl_registration.handlers import case_commands, commands
from nscl_registration.handlers.form_commands import SaveForm

FORM = ("own_vnd", "starts_on", "ends_on", "received_via", "received_on")
Maker = Callable[[str, Actor, dict[str, Any], date], object]


def application_command(body: Mapping[str, Any], by: Actor, on: date) -> commands.FileApplication:
    """Return the command that files an application on day ``on``."""
    return commands.FileApplication(
        by=by,
        firm_id=body["firm_id"],
        project_id=body["project_id"],
        supports=wishes(body.get("supports", ())),
        estimated_cost_vnd=body.get("estimated_cost_vnd", 0),
        form=Form(**{**_usual(by), **form_changes(body)}),
        on=on,
    )


def _usual(by: Actor) -> dict[str, Any]:
    return {"received_via": ReceivedVia.ONLINE if by.for_firm else ReceivedVia.PAPER}


def form_changes(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the form that ``body`` names."""
    named = {name: body[name] for name in FORM if name in body}
    return {**named, "committed": body["commitment"]} if "commitment" in body else named


def form_command(
    application_id: str, by: Actor, body: Mapping[str, Any], expects: int | None = None
) -> SaveForm:
    """Return the command that saves what ``body`` names of the form."""
    return SaveForm(
        by=by,
        application_id=application_id,
        expects=expects,
        wishes=wishes(body["supports"]) if "supports" in body else None,
        cost_vnd=body.get("estimated_cost_vnd"),
        changes=form_changes(body),
    )


def wishes(lines: Sequence[Mapping[str, Any]]) -> tuple[Wish, ...]:
    """Return the lines as they are checked."""
    return tuple(_wish(line) for line in lines)


def _wish(line: Mapping[str, Any]) -> Wish:
    return Wish(line["item_code"], line.get("product_id") or None, line.get("system") or None)


def _dated(command: type, name: str) -> Maker:
    """Make commands whose date may be left out: then it is today."""

    def make(application_id: str, by: Actor, body: dict[str, Any], today: date) -> object:
        given = {**body, name: body.get(name) or today}
        return command(application_id=application_id, by=by, **given)

    return make


def _plain(command: type) -> Maker:
    def make(application_id: str, by: Actor, body: dict[str, Any], _today: date) -> object:
        return command(application_id=application_id, by=by, **body)

    return make


STEP_COMMANDS: Mapping[str, Maker] = {
    "submit": _dated(commands.SubmitApplication, "submitted_on"),
    "receive": _dated(commands.ReceiveApplication, "on"),
    "appraise": _dated(commands.AppraiseApplication, "on"),
    "approve": _plain(commands.ApproveApplication),
    "refuse": _plain(commands.RefuseApplication),
    "withdraw": _dated(commands.WithdrawApplication, "withdrawn_on"),
    "agreement": _plain(commands.SignAgreement),
    "request-supplement": _dated(case_commands.RequestSupplement, "requested_on"),
    "resubmit": _dated(case_commands.ResubmitApplication, "submitted_on"),
    "waitlist": _plain(case_commands.WaitlistApplication),
    "start": _plain(case_commands.StartWork),
    "suspend": _plain(case_commands.SuspendWork),
    "resume": _plain(case_commands.ResumeWork),
    "progress": _plain(case_commands.ReportProgress),
    "accept": _plain(case_commands.AcceptResults),
    "money": _plain(case_commands.MoveMoney),
    "settle": _plain(case_commands.SettleApplication),
    "close": _plain(case_commands.CloseApplication),
    "terminate": _plain(case_commands.TerminateAgreement),
    "undo": _dated(case_commands.UndoStep, "undone_on"),
}
