"""What REST and pages have in common about stamps: who may, the command, the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_shared.audit import AuditLog
from nscl_shared.kernel import InvalidInput
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Request
from nscl_traceability.domain import intervals as iv
from nscl_traceability.entrypoints import intake
from nscl_traceability.entrypoints.scrap_lists import read_scrap_list
from nscl_traceability.handlers import stamp_commands as c
from nscl_traceability.queries.products import show_lot, show_product
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.queries.stamps import index_of
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.keyring import keyring

AUDIT = AuditLog(ALIAS)
Body = Mapping[str, Any]
Answer = dict[str, Any]


def own_batch(request: Request, batch_id: str) -> dict[str, Any]:
    """Return the batch if the caller may see it.

    Raises:
        NotFound: ``batch-not-found``.
        Forbidden: ``firm-not-yours``.
    """
    batch = show_batch(batch_id)
    intake.require_own(request.user, batch["firm_id"])
    return batch


def request_stamps(commands: CommandBus, request: Request, lot_id: str, body: Body) -> Answer:
    """Ask for stamps for a lot of the caller's own."""
    intake.require_own(request.user, show_product(show_lot(lot_id)["product_id"])["firm_id"])
    for_firm = request.user.has("firm")
    command = c.RequestStamps(lot_id=lot_id, on=today(), by=who(request), for_firm=for_firm, **body)
    return _done(commands, request, command, "stamps-requested")


def issue_at_once(commands: CommandBus, request: Request, lot_id: str, body: Body) -> Answer:
    """Request, approve and issue."""
    command = c.IssueStamps(
        lot_id=lot_id,
        quantity=body["quantity"],
        issued_on=body["issued_on"] or today(),
        key_id=keyring().current_key_id(),
        activate=body["activate"],
        by=who(request),
    )
    return _done(commands, request, command, "stamps-issued")


def approve(commands: CommandBus, request: Request, batch_id: str, body: Body) -> Answer:
    """Grant a request."""
    command = c.ApproveStamps(batch_id=batch_id, on=today(), by=who(request), **body)
    return _done(commands, request, command, "stamps-approved")


def refuse(commands: CommandBus, request: Request, batch_id: str, body: Body) -> Answer:
    """Turn a request down."""
    command = c.RefuseStamps(batch_id=batch_id, on=today(), by=who(request), **body)
    return _done(commands, request, command, "stamps-refused", reason=body["reason"])


def issue(commands: CommandBus, request: Request, batch_id: str, body: Body) -> Answer:
    """Issue what was granted."""
    command = c.IssueBatch(
        batch_id=batch_id,
        key_id=keyring().current_key_id(),
        on=body["issued_on"] or today(),
        by=who(request),
    )
    return _done(commands, request, command, "stamps-issued")


def activate(commands: CommandBus, request: Request, batch_id: str, body: Body) -> Answer:
    """Put a range into use."""
    own_batch(request, batch_id)
    command = c.ActivateStamps(batch_id=batch_id, on=today(), by=who(request), **body)
    return _done(commands, request, command, "stamps-activated", **body)


def void(commands: CommandBus, request: Request, batch_id: str, body: Body) -> Answer:
    """Take one stamp or a range out of use."""
    batch = own_batch(request, batch_id)
    if bool(body["serial"]) == bool(body["first"]):
        raise InvalidInput("serial-or-range", field="first")
    first = index_of(batch, body["serial"]) if body["serial"] else body["first"]
    last = first if body["serial"] else body["last"] or first
    command = c.VoidStamps(
        batch_id=batch_id,
        first=first,
        last=last,
        reason=body["reason"],
        note=body["note"],
        on=today(),
        by=who(request),
    )
    reason = f"{body['reason'].value}: {body['note']}"
    return _done(commands, request, command, "stamps-voided", reason=reason, first=first, last=last)


def scrap(commands: CommandBus, request: Request, batch_id: str) -> Answer:
    """Take over the printer's scrap list, the part ``file`` of the body."""
    batch = own_batch(request, batch_id)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidInput("scrap-list-missing", field="file")
    stamps = read_scrap_list(sent.stream, sent.filename, batch)
    command = c.ScrapStamps(batch_id=batch_id, stamps=stamps, by=who(request))
    return _done(commands, request, command, "stamps-scrapped", quantity=iv.count(stamps))


def note(request: Request, action: str, target: str, reason: str = "", **details: Any) -> None:
    """Write a line of the audit log."""
    AUDIT.append(
        actor=request.user.username, action=action, target=target, reason=reason, **details
    )


def _done(
    commands: CommandBus,
    request: Request,
    command: object,
    action: str,
    reason: str = "",
    **details: Any,
) -> Answer:
    answer: Answer = commands.execute(command, key=request.idempotency_key)
    note(request, action, answer["id"], reason, number=answer["number"], **details)
    return answer


def who(request: Request) -> str:
    """Return who acts, as the history of a batch names them."""
    return request.user.display_name or request.user.username
