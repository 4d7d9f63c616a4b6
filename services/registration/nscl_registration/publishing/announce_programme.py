"""The programme tree, activities and calls: domain event → contract message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_contracts import EventSchema
from nscl_contracts import registration_calls as calls
from nscl_contracts import registration_programme as contracts
from nscl_registration.domain import programme_events as events
from nscl_registration.domain.funding import BudgetLine


def lines(budget: tuple[BudgetLine, ...]) -> list[dict[str, Any]]:
    """Return budget lines as contracts write them."""
    return [vars(line) for line in budget]


def with_lines(event: Any) -> dict[str, Any]:
    """Return the fields of an event that has a budget."""
    return {**vars(event), "budget": lines(event.budget)}


def _amended(event: Any) -> dict[str, Any]:
    data = {**with_lines(event), **_named("amended_by", event.basis)}
    del data["basis"]
    return data


def _named(prefix: str, basis: Any) -> dict[str, Any]:
    return {
        f"{prefix}_number": basis.number,
        f"{prefix}_signed_on": basis.signed_on,
        f"{prefix}_issuer": basis.issuer,
    }


def _corrected(event: events.ActivityCorrected) -> dict[str, Any]:
    return {**event.facts, "reason": event.reason, "corrected_on": event.corrected_on}


def _call(event: events.CallOpened) -> dict[str, Any]:
    data = {**vars(event), **_named("basis", event.basis)}
    del data["basis"]
    return {name: list(v) if isinstance(v, tuple) else v for name, v in data.items()}


def _proposal(event: Any) -> dict[str, Any]:
    data = {**vars(event), **vars(event.facts)}
    del data["facts"]
    return {**data, "budget": lines(event.budget)} if "budget" in data else data


PROGRAMME: Mapping[type, tuple[type[EventSchema], Callable[[Any], dict[str, Any]]]] = {
    events.PlanAmended: (contracts.PlanAmended, _amended),
    events.PlanEnded: (contracts.PlanEnded, lambda event: dict(vars(event))),
    events.ProjectAmended: (contracts.ProjectAmended, _amended),
    events.ProjectEnded: (contracts.ProjectEnded, lambda event: dict(vars(event))),
    events.ActivityCorrected: (contracts.ActivityCorrected, _corrected),
    events.CallOpened: (calls.CallOpened, _call),
    events.CallClosed: (calls.CallClosed, lambda event: dict(vars(event))),
    events.ProposalSubmitted: (calls.ProposalSubmitted, _proposal),
    events.ProposalDecided: (calls.ProposalDecided, _proposal),
    events.ProposalWithdrawn: (calls.ProposalWithdrawn, _proposal),
}
