"""A standing query: who gets what is captured, up to where, and how that goes.

A report is planned and stored before it is sent, so that a repeat of it is the same
report.  ``position`` moves when the receiver has taken it, and nothing overtakes it.
active → disabled → active: after too many failures in a row, or when the receiver says
that it is gone, nothing is sent until somebody resumes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from nscl_shared.kernel import Aggregate, Conflict
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance
from nscl_traceability.domain.epcis.schedule import Schedule, SubscriptionControls

REPORT_EVENTS = 100
# what cannot be said of a result that never ends
_OF_ONE_ANSWER = ("eventCountLimit", "maxEventCount", "orderBy", "orderDirection")


class SubscriptionState(StrEnum):
    """Whether reports go out."""

    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, order=True)
class Position:
    """All captures before ``place`` are dealt with, and of that one the events up to ``event``."""

    place: int
    event: str = ""


@dataclass(frozen=True)
class Token:
    """The secret of the subscriber, encrypted."""

    master_id: str
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, kw_only=True)
class Report:
    """What is being sent: the events from ``position`` to ``end``; ``final`` ends a run.

    ``keys`` are those of the events, in order, so that a repeat holds the same whatever the
    query would find by now; reports planned by earlier versions have none.
    """

    id: str
    made_at: datetime
    end: Position
    events: int
    final: bool
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Run:
    """One execution of a scheduled query: up to the capture ``until``."""

    until: int
    begun_at: datetime
    reported: bool = False


@dataclass(frozen=True)
class SubscriptionChanged:
    """Something about a subscription changed; only this service needs to know."""

    subscription_id: str
    what: str


@dataclass(kw_only=True)
class Subscription(Aggregate):
    """Where reports go, of which events, and how that went lately.

    ``schedule`` is None for a stream; ``firm_only`` limits what is reported to events
    about the products and places of the account's firms.
    """

    query: str
    parameters: Mapping[str, tuple[str, ...]]
    account_id: str
    firm_only: bool
    dest: str
    token: Token | None
    schedule: Schedule | None
    report_if_empty: bool
    initial_record_time: datetime
    created_at: datetime
    position: Position
    report_events: int = REPORT_EVENTS
    report: Report | None = None
    run: Run | None = None
    next_run_at: datetime | None = None
    executed_at: datetime | None = None
    notified_at: datetime | None = None
    state: SubscriptionState = SubscriptionState.ACTIVE
    failures: int = 0
    failing_since: datetime | None = None
    next_try_at: datetime | None = None
    disabled_at: datetime | None = None
    disabled_reason: str = ""
    last_error: str = ""

    def begin(self) -> None:
        """Take effect from now on.

        Raises:
            SubscriptionControls: ``epcis-subscription-order``: the query is for one answer.
        """
        for name in _OF_ONE_ANSWER:
            if name in self.parameters:
                raise SubscriptionControls("epcis-subscription-order", name=name)
        if self.schedule is not None:
            self.next_run_at = self.schedule.next_after(self.created_at)
        self._changed("begun")

    def due(self, now: datetime, latest: int) -> bool:
        """Tell whether there is something to do at ``now``; ``latest`` is the last capture."""
        if self.state is not SubscriptionState.ACTIVE or (self.next_try_at or now) > now:
            return False
        if self.report is not None or self.run is not None:
            return True
        if self.next_run_at is not None:
            return self.next_run_at <= now
        return latest >= self.position.place

    def begin_run(self, latest: int, now: datetime) -> None:
        """Ask the scheduled query: report all that was captured up to ``latest``."""
        if self.schedule is None or self.run is not None:
            return
        self.run = Run(until=latest, begun_at=now)
        self._changed("run-begun")

    def plan(self, report: Report) -> None:
        """Make ``report`` the next to be sent; one without events only where that is wanted."""
        if self.report is not None:
            return
        self.executed_at = report.made_at
        empty_wanted = (
            self.report_if_empty and report.final and not (self.run and self.run.reported)
        )
        if report.events or empty_wanted:
            self.report = report
        else:
            self._advance(report)
        self._changed("planned")

    def note(self, report_id: str, outcome: Outcome, perseverance: Perseverance) -> None:
        """Note what came of sending the report."""
        report = self.report
        if report is None or report.id != report_id or self.state is not SubscriptionState.ACTIVE:
            return
        self.last_error = outcome.error
        if outcome.delivered:
            self._delivered(report, outcome.at)
        elif outcome.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and report.events > 1:
            # the standard's way of asking for smaller reports
            self.report_events, self.report = report.events // 2, None
        else:
            self._failed(outcome, perseverance)
        self._changed("attempted")

    def resume(self) -> None:
        """Go on where it stopped, at once and with all patience anew.

        Raises:
            Conflict: ``epcis-subscription-active``: it is neither disabled nor waiting.
        """
        if self.state is SubscriptionState.ACTIVE and self.next_try_at is None:
            raise Conflict("epcis-subscription-active", id=self.id)
        self.state, self.disabled_at, self.disabled_reason = SubscriptionState.ACTIVE, None, ""
        self._forget_failures()
        self._changed("resumed")

    def _delivered(self, report: Report, at: datetime) -> None:
        self.notified_at, self.report = at, None
        if self.run is not None:
            self.run = replace(self.run, reported=True)
        self._advance(report)
        self._forget_failures()

    def _advance(self, report: Report) -> None:
        self.position = report.end
        if report.final and self.schedule is not None:
            self.run = None
            self.next_run_at = self.schedule.next_after(report.made_at)

    def _failed(self, outcome: Outcome, perseverance: Perseverance) -> None:
        self.failures += 1
        since = self.failing_since = self.failing_since or outcome.at
        wait = perseverance.wait_after(self.failures, since, outcome.at, outcome.retry_after)
        if outcome.gone or wait is None:
            self.state, self.next_try_at = SubscriptionState.DISABLED, None
            self.disabled_at = outcome.at
            self.disabled_reason = "gone" if outcome.gone else "failing"
        else:
            self.next_try_at = outcome.at + wait

    def _forget_failures(self) -> None:
        self.failures, self.failing_since, self.next_try_at = 0, None, None

    def _changed(self, what: str) -> None:
        self.record(SubscriptionChanged(self.id, what))
