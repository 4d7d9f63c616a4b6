"""Domain event → contract message."""

from __future__ import annotations

from dataclasses import asdict

from nscl_contracts import Message, traceability
from nscl_traceability.domain.events import LotRecorded, ProductRegistered, StampsIssued


def announce(event: object) -> Message | None:
    """Return the message for ``event``; what only this service needs stays here."""
    match event:
        case ProductRegistered():
            return Message(traceability.ProductRegistered, asdict(event.product))
        case LotRecorded():
            return Message(traceability.LotRecorded, _flat(event))
        case StampsIssued():
            return Message(traceability.StampsIssued, _flat(event))
    return None


def _flat(event: LotRecorded | StampsIssued) -> dict[str, object]:
    fields = asdict(event)
    return {**fields.pop("product"), **fields}
