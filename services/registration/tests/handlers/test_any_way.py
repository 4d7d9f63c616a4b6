"""Whatever people do in whatever order: nothing is overspent, no step is out of order."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.codes import EntryKind, MovementKind
from nscl_registration.domain.form import Form
from nscl_registration.domain.steps import standing
from nscl_registration.domain.supports import Wish
from nscl_registration.domain.transitions import DEAD, NEXT, TRANSITIONS
from nscl_registration.handlers import case_commands, commands
from nscl_registration.handlers.table import HANDLERS
from nscl_shared.kernel import DomainError

MILLION = 1_000_000
BUDGET = 90 * MILLION
STEPS = {
    "submit": (commands.SubmitApplication, "submitted_on"),
    "request-supplement": (case_commands.RequestSupplement, "requested_on"),
    "resubmit": (case_commands.ResubmitApplication, "submitted_on"),
    "receive": (commands.ReceiveApplication, "on"),
    "appraise": (commands.AppraiseApplication, "on"),
    "approve": (commands.ApproveApplication, "decided_on"),
    "waitlist": (case_commands.WaitlistApplication, "decided_on"),
    "refuse": (commands.RefuseApplication, "decided_on"),
    "agreement": (commands.SignAgreement, "signed_on"),
    "start": (case_commands.StartWork, "started_on"),
    "suspend": (case_commands.SuspendWork, "suspended_on"),
    "resume": (case_commands.ResumeWork, "resumed_on"),
    "accept": (case_commands.AcceptResults, "accepted_on"),
    "settle": (case_commands.SettleApplication, "settled_on"),
    "close": (case_commands.CloseApplication, "closed_on"),
    "terminate": (case_commands.TerminateAgreement, "terminated_on"),
    "withdraw": (commands.WithdrawApplication, "withdrawn_on"),
}
SIGNED = ("submit", "receive", "appraise", "approve", "agreement", "start")
amounts = st.integers(1, 60).map(lambda n: n * MILLION)


def test_the_machine_knows_every_step():
    assert set(STEPS) == set(TRANSITIONS)


def test_every_state_is_reached_and_every_end_is_an_end():
    seen, open_ = {State.DRAFT}, [State.DRAFT]
    while open_:
        new = NEXT[open_.pop()] - seen
        seen |= new
        open_ += new
    assert seen == set(State)
    assert {state for state in State if not NEXT[state]} == DEAD | {State.CLOSED}


class Ways(RuleBasedStateMachine):
    """Three units of one project, one budget, and steps at random."""

    make = None

    @initialize()
    def begin(self):
        self.work = self.make.work(self.make.rules())
        plan = self.make.plan()
        self.work.plans.add(plan)
        self.work.projects.add(self.make.project(plan=plan, budget_vnd=BUDGET))
        self.day = self.make.day
        self.ids = [self.file() for _ in range(3)]

    def file(self):
        firm = self.make.firm(tax_code=None)
        self.work.firms.add(firm)
        command = commands.FileApplication(
            by=self.make.officer,
            firm_id=firm.id,
            project_id="2022-P1",
            supports=(Wish("HT-01"),),
            estimated_cost_vnd=100 * MILLION,
            form=Form(committed=True),
            on=self.day,
        )
        return HANDLERS[type(command)](command, self.work)["id"]

    def attempt(self, command):
        """Run a command as the bus does: all of it or nothing."""
        before = copy.deepcopy(self.work)
        try:
            HANDLERS[type(command)](command, self.work)
        except DomainError:
            self.work = before
            return False
        return True

    def step(self, number, name, vnd):
        kind, dated = STEPS[name]
        values = {"support_vnd": vnd, "settled_vnd": vnd, "total_cost_vnd": 100 * MILLION,
                  "reason": "vì", "number": "01", dated: self.day}  # fmt: skip
        fields = kind.__dataclass_fields__
        given = {key: value for key, value in values.items() if key in fields}
        command = kind(by=self.make.officer, application_id=self.ids[number], **given)
        state = self.work.applications.get(self.ids[number]).state
        done = self.attempt(command)
        assert not done or state in TRANSITIONS[name].sources
        return done

    @rule(number=st.integers(0, 2), name=st.sampled_from(sorted(STEPS)), vnd=amounts)
    def any_step(self, number, name, vnd):
        self.step(number, name, vnd)

    @rule(number=st.integers(0, 2), vnd=amounts)
    def straight_on(self, number, vnd):
        for name in SIGNED:
            self.step(number, name, vnd)

    @rule(number=st.integers(0, 2), kind=st.sampled_from(MovementKind), vnd=amounts)
    def money(self, number, kind, vnd):
        self.attempt(
            case_commands.MoveMoney(
                by=self.make.officer,
                application_id=self.ids[number],
                kind=kind,
                amount_vnd=vnd,
                on=self.day,
                document="UNC",
            )
        )

    @rule(number=st.integers(0, 2))
    def undo(self, number):
        before = self.work.applications.get(self.ids[number])
        length, places = len(before.history), standing(before.history)
        command = case_commands.UndoStep(
            by=self.make.officer, application_id=before.id, reason="nhầm", undone_on=self.day
        )
        if self.attempt(command):
            after = self.work.applications.get(before.id)
            assert len(after.history) == length + 1
            assert after.state is after.history[places[-2]].state

    @rule()
    def a_day_passes(self):
        self.day += timedelta(days=1)

    @invariant()
    def nothing_is_overspent(self):
        for budget in self.work.budgets.items.values():
            net = budget.paid_vnd - budget.returned_vnd
            assert BUDGET >= budget.committed_vnd >= net >= 0
            cases = self.work.applications.items.values()
            held = {case.case_number: case.held_vnd for case in cases if case.held_vnd}
            assert budget.held == held
            assert net == sum(case.net_vnd for case in cases)

    @invariant()
    def the_ledger_tells_the_same(self):
        for budget in self.work.budgets.items.values():
            lines = self.work.ledger.many(budget_id=budget.id)
            sums = {
                kind: sum(line.amount_vnd for line in lines if line.kind is kind)
                for kind in EntryKind
            }
            assert sums[EntryKind.COMMITMENT] - sums[EntryKind.RELEASE] == budget.committed_vnd
            assert sums[EntryKind.PAYMENT] == budget.paid_vnd
            assert sums[EntryKind.RETURN] == budget.returned_vnd
            assert [line.number for line in lines] == list(range(1, budget.entries + 1))

    @invariant()
    def no_case_has_more_than_it_may(self):
        for case in self.work.applications.items.values():
            assert 0 <= case.net_vnd <= case.held_vnd <= 50 * MILLION
            assert case.state is not State.CLOSED or case.net_vnd == case.owed_vnd
            year = self.work.unit_years.get(f"{case.firm_id}:2022")
            assert year.granted.get(case.case_number, 0) == case.held_vnd
            assert (case.case_number in year.cases.values()) == case.alive

    @invariant()
    def the_history_explains_the_state(self):
        for case in self.work.applications.items.values():
            assert case.history[standing(case.history)[-1]].state is case.state


@pytest.fixture(autouse=True, scope="module")
def builders(make):
    """Give the machine the builders."""
    Ways.make = make


class TestAnyWay(Ways.TestCase):
    settings = settings(
        max_examples=25,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
