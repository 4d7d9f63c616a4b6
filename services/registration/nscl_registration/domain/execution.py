"""From the signed agreement to the closed file: work, acceptance, money, liquidation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from nscl_registration.domain import case_events as events
from nscl_registration.domain.agreement import ProgressReport, Settlement
from nscl_registration.domain.case_file import CaseFile
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.codes import MovementKind
from nscl_registration.domain.payment import (
    Movement,
    PaymentRules,
    require_advance,
    require_room,
    require_state,
)
from nscl_registration.domain.steps import Actor, Step, standing
from nscl_shared.kernel import Conflict, RuleViolation

REPORTABLE = frozenset({State.IN_PROGRESS, State.SUSPENDED})


@dataclass(kw_only=True)
class Execution(CaseFile):
    """The steps under an agreement.  A step is not dated before the one it follows."""

    def start(self, on: date, by: Actor, note: str | None) -> None:
        """Begin the work."""
        self.require_step("start")
        self._follow(Step(State.IN_PROGRESS, on, by.name, note), "started_on")
        self.record(events.ApplicationStarted(self.facts(), on))

    def suspend(self, reason: str, on: date, by: Actor) -> None:
        """Pause the work."""
        self._follow(Step(State.SUSPENDED, on, by.name, reason), "suspended_on")
        self.record(events.ApplicationSuspended(self.facts(), reason, on))

    def resume(self, on: date, by: Actor, note: str | None) -> None:
        """Go on."""
        self.require_step("resume")
        self._follow(Step(State.IN_PROGRESS, on, by.name, note), "resumed_on")
        self.record(events.ApplicationResumed(self.facts(), on))

    def report_progress(self, report: ProgressReport) -> None:
        """Note what was done.

        Raises:
            Conflict: the application is not under way.
        """
        if self.state not in REPORTABLE:
            raise Conflict(f"application-is-{self.state}", case_number=self.case_number)
        self._require_not_before_last(report.on, "on")
        self.progress.append(replace(report, steps=len(self.history)))
        self.record(events.ProgressReported(self.facts()))

    def accept(self, on: date, by: Actor, minutes_number: str | None, note: str | None) -> None:
        """Accept the results (nghiệm thu)."""
        step = Step(State.ACCEPTED, on, by.name, note, minutes_number)
        self._follow(step, "accepted_on")
        self.record(events.ApplicationAccepted(self.facts(), on, minutes_number))

    def move_money(self, movement: Movement, rules: PaymentRules) -> Movement:
        """Note a payment or return and give it back as it stands in the file.

        Raises:
            Conflict: ``money-not-now``.
            RuleViolation: above the agreement, the advance limit, or what was
                paid; or dated before the agreement.
        """
        require_state(movement.kind, self.state, self.case_number)
        self._require_after(State.AGREEMENT_SIGNED, movement.on, "on")
        require_room(movement, self.money, self.owed_vnd)
        require_advance(movement, self.money, self.owed_vnd, rules)
        made = replace(movement, steps=len(self.history))
        self.money.append(made)
        self.record(self._moved(made))
        return made

    def settle(self, settlement: Settlement, by: Actor) -> None:
        """Fix what the State owes in the end.

        Raises:
            RuleViolation: ``settlement-above-agreement``.
        """
        self.require_next(State.SETTLED)
        if settlement.settled_vnd > self.owed_vnd:
            raise RuleViolation(
                "settlement-above-agreement",
                field="settled_vnd",
                settled=settlement.settled_vnd,
                agreed=self.owed_vnd,
            )
        step = Step(State.SETTLED, settlement.settled_on, by.name, document=settlement.number)
        self._follow(step, "settled_on")
        self.settlement = settlement
        self.record(events.ApplicationSettled(self.facts(), **vars(settlement)))

    def close(self, on: date, by: Actor, note: str | None) -> None:
        """Close the file.

        Raises:
            Conflict: ``money-open``, what was paid is not what was settled.
        """
        self.require_next(State.CLOSED)
        if self.net_vnd != self.owed_vnd:
            raise Conflict(
                "money-open",
                case_number=self.case_number,
                settled=self.owed_vnd,
                paid=self.net_vnd,
            )
        self._follow(Step(State.CLOSED, on, by.name, note), "closed_on")
        self.record(events.ApplicationClosed(self.facts(), self.net_vnd, on))

    def terminate(self, reason: str, on: date, by: Actor) -> None:
        """End the agreement before its time; what is out is still to come back."""
        self._follow(Step(State.TERMINATED, on, by.name, reason), "terminated_on")
        self.record(events.ApplicationTerminated(self.facts(), reason, on, self.net_vnd))

    def _follow(self, step: Step, name: str) -> None:
        self.require_next(step.state)
        self._require_not_before_last(step.on, name)
        self._move(step)

    def _require_not_before_last(self, day: date, name: str) -> None:
        earlier = self.history[standing(self.history)[-1]].on
        if day < earlier:
            raise RuleViolation("date-before-step", field=name, day=day, earlier=earlier)

    def _moved(self, made: Movement) -> events.MoneyMoved:
        returned = made.kind is MovementKind.RETURN
        event = events.MoneyReturned if returned else events.PaymentMade
        return event(self.facts(), made.kind, made.amount_vnd, made.on, made.document, self.net_vnd)
