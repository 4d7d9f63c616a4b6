"""What can be done with subscriptions to queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance
from nscl_traceability.domain.epcis.schedule import Schedule
from nscl_traceability.domain.epcis.subscription import Position, Report, Token


@dataclass(frozen=True, kw_only=True)
class Subscribe:
    """Report what a named query finds in what is captured behind ``position``."""

    subscription_id: str
    query: str
    account_id: str
    firm_only: bool
    dest: str
    token: Token | None
    schedule: Schedule | None
    report_if_empty: bool
    initial_record_time: datetime
    position: Position
    http_to_loopback: bool
    now: datetime


@dataclass(frozen=True)
class Unsubscribe:
    """Report nothing more."""

    subscription_id: str


@dataclass(frozen=True)
class ResumeSubscription:
    """Go on with one that was disabled or waits."""

    subscription_id: str


@dataclass(frozen=True)
class BeginRun:
    """Ask a scheduled query, up to the capture ``latest``."""

    subscription_id: str
    latest: int
    now: datetime


@dataclass(frozen=True)
class PlanReport:
    """Make this the next report; ``start`` is where the planner saw the subscription."""

    subscription_id: str
    start: Position
    report: Report


@dataclass(frozen=True)
class NoteReport:
    """Note what came of sending a report."""

    subscription_id: str
    report_id: str
    outcome: Outcome
    perseverance: Perseverance
