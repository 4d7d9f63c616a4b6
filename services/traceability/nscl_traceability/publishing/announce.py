"""Domain event → contract message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from nscl_contracts import (
    Message,
    traceability,
    traceability_epcis,
    traceability_scans,
    traceability_stamps,
)
from nscl_traceability.domain import events as e
from nscl_traceability.domain.epcis.capture_job import EventsCaptured
from nscl_traceability.domain.report import ProblemFiled
from nscl_traceability.publishing.announce_recall import announce_recall
from nscl_traceability.publishing.announce_signal import announce_signal

_CONTRACTS: Mapping[type, type[Any]] = {
    e.ProductRegistered: traceability.ProductRegistered,
    e.ProductUpdated: traceability.ProductUpdated,
    e.LotRecorded: traceability.LotRecorded,
    e.LotCorrected: traceability.LotCorrected,
    e.StampsRequested: traceability_stamps.StampsRequested,
    e.StampsApproved: traceability_stamps.StampsApproved,
    e.StampsRefused: traceability_stamps.StampsRefused,
    e.StampsIssued: traceability.StampsIssued,
    e.StampsActivated: traceability_stamps.StampsActivated,
    e.StampsVoided: traceability_stamps.StampsVoided,
    ProblemFiled: traceability_scans.ProblemReported,
}


def announce(event: Any) -> Message | None:
    """Return the message for ``event``; what only this service needs stays here."""
    if isinstance(event, EventsCaptured):
        return Message(traceability_epcis.EpcisEventsCaptured, _captured(event))
    contract = _CONTRACTS.get(type(event))
    if contract is None:
        return announce_recall(event) or announce_signal(event)
    told = _reported if isinstance(event, ProblemFiled) else _flat
    return Message(contract, told(asdict(event)))


def _reported(fields: dict[str, Any]) -> dict[str, Any]:
    day = fields.pop("at").date()
    return {**fields, "kind": fields["kind"].value, "reported_on": day}


def _flat(fields: dict[str, Any]) -> dict[str, Any]:
    """Lay the facts of batch and product open, as the contracts have them."""
    for nested in ("batch", "product"):
        fields = {**fields.pop(nested, {}), **fields}
    return fields


def _captured(event: EventsCaptured) -> dict[str, Any]:
    kinds = [{"type": kind, "count": n} for kind, n in sorted(event.counts.items())]
    fields = {name: value for name, value in vars(event).items() if name != "counts"}
    return {**fields, "kinds": kinds, "gtins": list(event.gtins)}
