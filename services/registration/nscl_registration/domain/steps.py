"""The way of an application: which state may follow which, and who did what when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.codes import ApplicationState as State

TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.RECEIVED, State.WITHDRAWN}),
    State.RECEIVED: frozenset({State.APPRAISED, State.WITHDRAWN}),
    State.APPRAISED: frozenset({State.APPROVED, State.REFUSED, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.AGREEMENT_SIGNED, State.WITHDRAWN}),
    State.REFUSED: frozenset(),
    State.AGREEMENT_SIGNED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, its name as shown, and whether it acts for a firm only."""

    account_id: str
    name: str
    for_firm: bool = False


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    state: State
    on: date
    by: str
    note: str | None = None
    document: str | None = None
