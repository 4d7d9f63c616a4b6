"""Domain event → contract message, one table; internal events are not announced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_contracts import EventSchema, Message
from nscl_contracts import registration as contracts
from nscl_contracts import registration_cases as case_contracts
from nscl_contracts import registration_programme as programme
from nscl_registration.domain import case_events, events
from nscl_registration.domain.products import Product
from nscl_registration.publishing.announce_programme import PROGRAMME, with_lines


def announce(event: object) -> Message | None:
    """Return the message that tells others of ``event``, or ``None``."""
    entry = _TABLE.get(type(event))
    if entry is None:
        return None
    contract, to_data = entry
    return Message(contract, to_data(event))


def _flat(event: object) -> dict[str, Any]:
    return dict(vars(event))


def _firm(event: events.FirmAnnounced) -> dict[str, Any]:
    return {**vars(event), "products": [_product(product) for product in event.products]}


def _product(product: Product) -> dict[str, Any]:
    names = ("product_id", "name", "standard")
    return {name: getattr(product, name) for name in names}


def _application(event: Any) -> dict[str, Any]:
    data = {**vars(event), **vars(event.facts)}
    del data["facts"]
    return {**data, "supports": [vars(support) for support in event.facts.supports]}


def _returned(event: case_events.MoneyReturned) -> dict[str, Any]:
    return {name: value for name, value in _application(event).items() if name != "kind"}


_TABLE: Mapping[type, tuple[type[EventSchema], Callable[[Any], dict[str, Any]]]] = {
    **PROGRAMME,
    events.PlanAdopted: (programme.PlanAdopted, with_lines),
    events.ProjectOpened: (programme.ProjectOpened, with_lines),
    events.ActivityRecorded: (programme.ActivityRecorded, _flat),
    events.FirmRegistered: (contracts.FirmRegistered, _firm),
    events.FirmUpdated: (contracts.FirmUpdated, _firm),
    events.FirmMerged: (contracts.FirmMerged, _flat),
    events.FirmSeparated: (contracts.FirmSeparated, _flat),
    events.ApplicationSubmitted: (contracts.ApplicationSubmitted, _application),
    events.ApplicationApproved: (contracts.ApplicationApproved, _application),
    events.ApplicationRefused: (contracts.ApplicationRefused, _application),
    events.ApplicationWithdrawn: (contracts.ApplicationWithdrawn, _application),
    events.AgreementSigned: (contracts.AgreementSigned, _application),
    case_events.SupplementRequested: (
        case_contracts.ApplicationSupplementRequested,
        _application,
    ),
    case_events.ApplicationResubmitted: (case_contracts.ApplicationResubmitted, _application),
    case_events.ApplicationWaitlisted: (case_contracts.ApplicationWaitlisted, _application),
    case_events.ApplicationStarted: (case_contracts.ApplicationStarted, _application),
    case_events.ApplicationSuspended: (case_contracts.ApplicationSuspended, _application),
    case_events.ApplicationResumed: (case_contracts.ApplicationResumed, _application),
    case_events.ApplicationAccepted: (case_contracts.ApplicationAccepted, _application),
    case_events.PaymentMade: (case_contracts.PaymentMade, _application),
    case_events.MoneyReturned: (case_contracts.MoneyReturned, _returned),
    case_events.ApplicationSettled: (case_contracts.ApplicationSettled, _application),
    case_events.ApplicationClosed: (case_contracts.ApplicationClosed, _application),
    case_events.ApplicationTerminated: (case_contracts.ApplicationTerminated, _application),
    case_events.StepUndone: (case_contracts.ApplicationStepUndone, _application),
}

CONTRACTS = frozenset(contract for contract, _ in _TABLE.values())
