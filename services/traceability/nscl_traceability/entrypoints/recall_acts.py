"""What pages and REST do with recalls, with its line in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from nscl_shared.kernel import Forbidden, InvalidInput
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Request
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.recall_parts import Answer, RecallState, Risk
from nscl_traceability.entrypoints import intake
from nscl_traceability.entrypoints.lot_acts import own_lot
from nscl_traceability.entrypoints.product_acts import note
from nscl_traceability.handlers import lot_commands as c

FIGURES = ("stock", "returned", "destroyed")


def act(request: Request, noted: str = "") -> Act:
    """Return who acts, now."""
    user = request.user
    by = user.display_name or user.username
    return Act(by=by, at=datetime.now(UTC), on=today(), note=noted)


def begin(
    commands: CommandBus, request: Request, lot_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Open a recall; a firm's account asks for one."""
    own_lot(request, lot_id)
    command = c.RequestRecall(
        lot_id=lot_id,
        reason=body["reason"],
        risk=Risk(body["risk"]),
        instruction=body["instruction"],
        act=act(request),
        at_once=request.user.has("officer"),
    )
    return _done(commands, request, command, "recall-begun", lot_id, body["reason"])


def decide(
    commands: CommandBus, request: Request, recall_id: str, body: Mapping[str, Any], *, opens: bool
) -> dict[str, Any]:
    """Open what was asked for, or refuse it."""
    command = c.DecideRecall(recall_id=recall_id, open=opens, act=act(request, body["note"]))
    action = "recall-opened" if opens else "recall-refused"
    return _done(commands, request, command, action, recall_id, body["note"])


def widen(
    commands: CommandBus, request: Request, recall_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Look again how far it reaches."""
    command = c.WidenRecall(recall_id=recall_id, act=act(request, body["note"]))
    return _done(commands, request, command, "recall-widened", recall_id, body["note"])


def restate(
    commands: CommandBus, request: Request, recall_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Tell another risk or instruction."""
    command = c.RestateRecall(
        recall_id=recall_id,
        risk=Risk(body["risk"]),
        instruction=body["instruction"],
        act=act(request, body["note"]),
    )
    return _done(commands, request, command, "recall-restated", recall_id, body["note"])


def end(
    commands: CommandBus,
    request: Request,
    recall_id: str,
    body: Mapping[str, Any],
    outcome: RecallState,
) -> dict[str, Any]:
    """Close it, or withdraw it."""
    command = c.EndRecall(recall_id=recall_id, outcome=outcome, act=act(request, body["note"]))
    return _done(commands, request, command, f"recall-{outcome.value}", recall_id, body["note"])


def answer(
    commands: CommandBus, request: Request, recall_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep what a firm did; an officer may enter it for the firm.

    Raises:
        Forbidden: ``firm-not-yours``.
        InvalidInput: ``recall-figures``: below nought.
    """
    own = intake.visible_firms(request.user)
    if own is not None and body["firm_id"] not in own:
        raise Forbidden("firm-not-yours", field="firm_id")
    for name in FIGURES:
        if (body[name] or Decimal(0)) < 0:
            raise InvalidInput("recall-figures", field=name)
    who = act(request)
    command = c.AnswerRecall(recall_id=recall_id, answer=Answer(by=who.by, at=who.at, **body))
    return _done(commands, request, command, "recall-answered", recall_id, body["note"])


def _done(
    commands: CommandBus, request: Request, command: object, action: str, target: str, why: str
) -> dict[str, Any]:
    done: dict[str, Any] = commands.execute(command, key=request.idempotency_key)
    note(request, action, target, why)
    return done
