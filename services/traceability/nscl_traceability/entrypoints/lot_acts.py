"""What pages and REST do with lots, with its line in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_shared.kernel import InvalidInput, new_id
from nscl_shared.kernel.clock import today
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Request
from nscl_traceability.domain.lot_parts import LabTest
from nscl_traceability.domain.trace import Direction
from nscl_traceability.entrypoints import intake
from nscl_traceability.entrypoints.product_acts import note, sent_file
from nscl_traceability.handlers import lot_commands as c
from nscl_traceability.queries.products import owner_of, show_lot
from nscl_traceability.queries.trace import Chain, chain_of

BOTH = (Direction.BACKWARD, Direction.FORWARD)


def own_lot(request: Request, lot_id: str) -> dict[str, Any]:
    """Return a lot that the caller may see.

    Raises:
        NotFound: ``lot-not-found``.
        Forbidden: ``firm-not-yours``.
    """
    lot = show_lot(lot_id)
    intake.require_own(request.user, owner_of(lot["product_id"]))
    return lot


def correct(
    commands: CommandBus, request: Request, lot_id: str, version: int, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Change what is known of a lot; only an officer with a reason moves one with stamps."""
    own_lot(request, lot_id)
    known = {**body, "inputs": intake.inputs(body)}
    reason = known.pop("reason")
    allowed = request.user.has("officer") and bool(reason)
    command = c.CorrectLot(lot_id=lot_id, version=version, on=today(), allowed=allowed, **known)
    done: dict[str, Any] = commands.execute(command, key=request.idempotency_key)
    note(request, "lot-corrected", lot_id, reason)
    return done


def add_test(
    commands: CommandBus, request: Request, lot_id: str, body: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep a laboratory's report, with its file if one is sent."""
    own_lot(request, lot_id)
    if body["tested_on"] > today():
        raise InvalidInput("test-in-future", field="tested_on")
    test = LabTest(test_id=new_id(), file=sent_file(request), **body)
    done: dict[str, Any] = commands.execute(
        c.AddTest(lot_id=lot_id, test=test), key=request.idempotency_key
    )
    note(request, "test-added", f"{lot_id}/{done['id']}")
    return done


def remove_test(commands: CommandBus, request: Request, lot_id: str, test_id: str) -> None:
    """Take a report out."""
    own_lot(request, lot_id)
    command = c.RemoveTest(lot_id=lot_id, test_id=test_id)
    commands.execute(command, key=request.idempotency_key)
    note(request, "test-removed", f"{lot_id}/{test_id}")


def chain(request: Request, lot_id: str, direction: str) -> tuple[dict[str, Any], Chain]:
    """Return a lot and its trace; firms see who has the goods one step back and forward."""
    lot = own_lot(request, lot_id)
    found = chain_of(lot, BOTH if direction == "both" else (Direction(direction),))
    own = intake.visible_firms(request.user)
    if own is not None:
        for node in found.nodes:
            if abs(node["level"]) > 1 and node["firm_id"] not in own:
                node |= {"firm_id": None, "firm_name": None}
    return lot, found
