"""Events about signals and cases → contract messages; stamps are named in none."""

from __future__ import annotations

from typing import Any

from nscl_contracts import Message
from nscl_contracts import traceability_signals as contracts
from nscl_traceability.domain.case import CaseClosed, CaseOpened, Evidence
from nscl_traceability.domain.signal import SignalRaised
from nscl_traceability.domain.signals import Finding

_ORIGIN = ("product_id", "gtin", "name", "lot_id", "lot_number", "firm_id", "firm_name")


def announce_signal(event: object) -> Message | None:
    """Return the message for ``event``; what only this service needs stays here."""
    match event:
        case SignalRaised():
            data = {"signal_id": event.signal_id, **_found(event.finding)}
            return Message(contracts.CounterfeitSignalRaised, data)
        case CaseOpened():
            return Message(contracts.CounterfeitCaseOpened, _case(event))
        case CaseClosed():
            ended = {
                "outcome": event.outcome.value,
                "voided": event.voided,
                "closed_on": event.closed_on,
            }
            return Message(contracts.CounterfeitCaseClosed, _case(event) | ended)
    return None


def _found(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "noticed_on": finding.day,
        "commune_code": finding.commune,
        "other_commune_code": finding.other_commune,
        "count": finding.count,
        "product_count": finding.product_count,
        "km": finding.km,
        "minutes": finding.minutes,
        **{name: getattr(finding.origin, name, None) for name in _ORIGIN},
    }


def _case(event: CaseOpened | CaseClosed) -> dict[str, Any]:
    evidence: Evidence = event.evidence
    return {
        "case_id": event.case_id,
        "case_number": event.number,
        "signal_count": len(evidence.signals),
        "report_count": len(evidence.reports),
        "product_ids": list(evidence.products),
        "opened_on": event.opened_on,
    }
