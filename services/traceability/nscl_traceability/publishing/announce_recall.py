"""Events about recalls and balances → contract messages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_contracts import Message
from nscl_contracts import traceability_recall as contracts
from nscl_contracts.traceability_recall import LINES
from nscl_traceability.domain import recall_events as told
from nscl_traceability.domain.quantities import plain
from nscl_traceability.domain.recall_parts import Scope


def announce_recall(event: object) -> Message | None:
    """Return the message for ``event``; what only this service needs stays here."""
    match event:
        case told.RecallOpened():
            return Message(contracts.RecallOpened, asdict(event.recall) | _reach(event.scope))
        case told.RecallUpdated():
            data = asdict(event.recall) | _reach(event.scope)
            return Message(contracts.RecallUpdated, data | {"change": event.change or "–"})
        case told.RecallEnded():
            return Message(contracts.RecallClosed, _ended(event))
        case told.RecallNoticeIssued():
            return Message(contracts.RecallNoticeIssued, _notice(event))
        case told.MassBalanceExceeded():
            return Message(contracts.MassBalanceExceeded, _balance(event))
    return None


def _reach(scope: Scope) -> dict[str, Any]:
    made = [lot for lot in scope.lots if lot.level]
    return {
        "lots": [
            {
                "lot_id": lot.lot_id,
                "gtin": lot.gtin,
                "name": lot.name,
                "lot_number": lot.number,
                "firm_id": lot.firm_id,
                "firm_name": lot.firm_name,
            }
            for lot in made[:LINES]
        ],
        "lot_count": len(made),
        "firm_count": len(scope.firms),
        "stamp_count": scope.stamp_count,
    }


def _ended(event: told.RecallEnded) -> dict[str, Any]:
    ended = {"outcome": event.outcome, "closed_on": event.closed_on, "note": event.note}
    return asdict(event.recall) | ended


def _notice(event: told.RecallNoticeIssued) -> dict[str, Any]:
    return asdict(event.recall) | {
        "notice": event.notice,
        "told_firm_id": event.firm_id,
        "told_firm_name": event.firm_name,
        "lot_numbers": list(event.lot_numbers[:LINES]),
        "note": event.note,
    }


def _balance(event: told.MassBalanceExceeded) -> dict[str, Any]:
    product = event.product
    return {
        "product_id": product.product_id,
        "gtin": product.gtin,
        "name": product.name,
        "firm_id": product.firm_id,
        "firm_name": product.firm_name,
        "lot_id": event.lot_id,
        "lot_number": event.lot_number,
        "produced": plain(event.produced),
        "gone": plain(event.gone),
        "unit": event.unit,
        "noticed_on": event.noticed_on,
    }
