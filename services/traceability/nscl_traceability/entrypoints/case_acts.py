"""What pages and REST do with cases, with its line in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_shared.messaging import CommandBus
from nscl_shared.web import Request
from nscl_traceability.entrypoints.product_acts import note
from nscl_traceability.entrypoints.recall_acts import act
from nscl_traceability.handlers import signal_commands as c

Body = Mapping[str, Any]
Answer = dict[str, Any]


def begin(commands: CommandBus, request: Request, body: Body) -> Answer:
    """Open a case."""
    command = c.OpenCase(
        title=body["title"],
        signal_ids=body["signal_ids"],
        report_ids=body["report_ids"],
        act=act(request, body["note"]),
    )
    return _done(commands, request, command, "case-opened", body["title"])


def add(
    commands: CommandBus, request: Request, case_id: str, version: int | None, body: Body
) -> Answer:
    """Take more into a case."""
    command = c.AddEvidence(
        case_id=case_id,
        version=version,
        signal_ids=body["signal_ids"],
        report_ids=body["report_ids"],
        act=act(request, body["note"]),
    )
    return _done(commands, request, command, "case-evidence-added", body["note"])


def write(
    commands: CommandBus, request: Request, case_id: str, version: int | None, body: Body
) -> Answer:
    """Add a note."""
    who = act(request, body["note"])
    command = c.WriteNote(case_id=case_id, version=version, act=who)
    return _done(commands, request, command, "case-noted", body["note"])


def void(
    commands: CommandBus, request: Request, case_id: str, version: int | None, body: Body
) -> Answer:
    """Make the stamps of a case void."""
    who = act(request, body["note"])
    command = c.VoidCaseStamps(case_id=case_id, version=version, act=who)
    return _done(commands, request, command, "case-stamps-voided", body["note"])


def close(
    commands: CommandBus, request: Request, case_id: str, version: int | None, body: Body
) -> Answer:
    """End a case."""
    command = c.CloseCase(
        case_id=case_id,
        version=version,
        outcome=body["outcome"],
        act=act(request, body["note"]),
    )
    why = f"{body['outcome'].value}: {body['note']}"
    return _done(commands, request, command, "case-closed", why)


def reopen(
    commands: CommandBus, request: Request, case_id: str, version: int | None, body: Body
) -> Answer:
    """Look into a closed case again."""
    command = c.ReopenCase(case_id=case_id, version=version, act=act(request, body["note"]))
    return _done(commands, request, command, "case-reopened", body["note"])


def erase(commands: CommandBus, request: Request, body: Body) -> Answer:
    """Delete what people wrote in reports; the audit log keeps which and why."""
    command = c.EraseReports(report_ids=body["report_ids"], at=act(request).at)
    done: Answer = commands.execute(command, key=request.idempotency_key)
    for report_id in body["report_ids"]:
        note(request, "report-erased", report_id, body["note"])
    return done


def _done(commands: CommandBus, request: Request, command: object, action: str, why: str) -> Answer:
    done: Answer = commands.execute(command, key=request.idempotency_key)
    note(request, action, f"{done['number']} {done['id']}", why)
    return done
