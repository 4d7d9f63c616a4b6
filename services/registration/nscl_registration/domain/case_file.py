"""What an application is made of, where it stands, and how its latest step is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from nscl_registration.domain import case_events, events
from nscl_registration.domain.agreement import Agreement, Approval, ProgressReport, Settlement
from nscl_registration.domain.assignment import Assignment, holder, require_assignable
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.form import BLANK, Form
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.domain.payment import Movement, net
from nscl_registration.domain.steps import Actor, Step, standing
from nscl_registration.domain.supports import Support
from nscl_registration.domain.transitions import DEAD, NEXT, TRANSITIONS
from nscl_shared.kernel import Aggregate, Conflict, RuleViolation


@dataclass(kw_only=True)
class CaseFile(Aggregate):
    """The fields of an application.

    ``firm_name`` and ``org_type`` are as they were when it was filed.  A draft whose
    cost is not stated yet has 0.
    """

    case_number: str
    firm_id: str
    firm_name: str
    org_type: OrgType
    owner_account_id: str | None
    project_id: str
    year: int
    supports: tuple[Support, ...]
    estimated_cost_vnd: int
    form: Form = BLANK
    attachments: tuple[AttachedFile, ...] = ()
    late: bool = False
    state: State = State.DRAFT
    history: list[Step] = field(default_factory=list)
    approval: Approval | None = None
    agreement: Agreement | None = None
    money: list[Movement] = field(default_factory=list)
    progress: list[ProgressReport] = field(default_factory=list)
    settlement: Settlement | None = None
    assignments: list[Assignment] = field(default_factory=list)

    @property
    def net_vnd(self) -> int:
        """Return what was paid less what came back."""
        return net(self.money)

    @property
    def owed_vnd(self) -> int:
        """Return what the State owes by the latest paper, whether paid or not."""
        if self.settlement is not None:
            return self.settlement.settled_vnd
        return self.agreement.support_vnd if self.agreement else 0

    @property
    def held_vnd(self) -> int:
        """Return what the application holds of the budget as it stands.

        What is out with the unit is held until it comes back.
        """
        if self.state in DEAD:
            return self.net_vnd
        if self.agreement is not None:
            return max(self.owed_vnd, self.net_vnd)
        return self.approval.support_vnd if self.approval else 0

    @property
    def alive(self) -> bool:
        """Tell whether it bars the unit from a second application to the project."""
        return self.state not in DEAD

    @property
    def since(self) -> date:
        """Return the day of the latest step that holds."""
        return self.history[standing(self.history)[-1]].on

    def assign(self, given: Assignment) -> None:
        """Give the case to an officer, or back to all.

        Raises:
            Conflict: ``case-is-over``, ``already-assigned``.
            RuleViolation: ``reassigned-without-reason``.
        """
        require_assignable(self.state, self.case_number, given, holder(self.assignments))
        self.assignments.append(replace(given, steps=len(self.history)))
        self.record(case_events.ApplicationAssigned(self.id, given.officer_id))

    def undo(self, reason: str, on: date, by: Actor) -> State:
        """Take back the latest step, by a counter-step with a reason; return its state.

        Raises:
            Conflict: ``nothing-to-undo``, or ``step-in-use``: money moved or
                progress was reported since.
            RuleViolation: dated before the step that it takes back.
        """
        places = standing(self.history)
        if len(places) == 1:
            raise Conflict("nothing-to-undo", case_number=self.case_number)
        undone = self.history[places[-1]]
        self._require_unused(places[-1])
        if on < undone.on:
            raise RuleViolation("date-before-step", field="undone_on", day=on, earlier=undone.on)
        self.state = self.history[places[-2]].state
        self.history.append(Step(self.state, on, by.name, reason, undoes=undone.state))
        self._forget(undone.state)
        self.record(self._undone(undone.state, reason, on))
        return undone.state

    def facts(self) -> events.ApplicationFacts:
        """Return what every event about this application carries."""
        return events.ApplicationFacts(
            application_id=self.id,
            case_number=self.case_number,
            firm_id=self.firm_id,
            firm_name=self.firm_name,
            org_type=self.org_type,
            project_id=self.project_id,
            year=self.year,
            supports=self.supports,
            estimated_cost_vnd=self.estimated_cost_vnd,
        )

    def require_next(self, target: State) -> None:
        """Refuse a step that the present state does not allow.

        Raises:
            Conflict: ``application-is-<state>``.
        """
        if target not in NEXT[self.state]:
            raise Conflict(f"application-is-{self.state}", case_number=self.case_number)

    def require_step(self, name: str) -> None:
        """Refuse a step of the table that the present state does not allow.

        Raises:
            Conflict: ``application-is-<state>``.
        """
        if self.state not in TRANSITIONS[name].sources:
            raise Conflict(f"application-is-{self.state}", case_number=self.case_number)

    def _move(self, step: Step) -> None:
        self.require_next(step.state)
        self.state = step.state
        self.history.append(step)

    def _require_after(self, state: State, day: date, name: str) -> None:
        taken = (s.on for s in reversed(self.history) if s.state is state and s.undoes is None)
        earlier = next(taken, day)
        if day < earlier:
            raise RuleViolation("date-before-step", field=name, day=day, earlier=earlier)

    def _require_unused(self, place: int) -> None:
        days = [movement.on for movement in self.money if movement.steps > place]
        days += [report.on for report in self.progress if report.steps > place]
        if days:
            raise Conflict("step-in-use", case_number=self.case_number, day=max(days))

    def _forget(self, undone: State) -> None:
        if undone is State.APPROVED:
            self.approval = None
        elif undone is State.AGREEMENT_SIGNED:
            self.agreement = None
        elif undone is State.SETTLED:
            self.settlement = None

    def _undone(self, undone: State, reason: str, on: date) -> case_events.StepUndone:
        return case_events.StepUndone(
            facts=self.facts(),
            undone=undone,
            state=self.state,
            reason=reason,
            undone_on=on,
            approved_vnd=self.approval.support_vnd if self.approval else None,
            agreed_vnd=self.agreement.support_vnd if self.agreement else None,
            agreed_cost_vnd=self.agreement.total_cost_vnd if self.agreement else None,
        )
