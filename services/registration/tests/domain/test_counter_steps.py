"""A step is taken back only by a counter-step, and only while nothing hangs on it."""

from datetime import date, timedelta

import pytest

from nscl_registration.domain.agreement import Agreement, Approval, ProgressReport, Settlement
from nscl_registration.domain.case_events import StepUndone
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.codes import MovementKind
from nscl_registration.domain.payment import DEFAULT_PAYMENT_RULES, Movement
from nscl_shared.kernel import Conflict, RuleViolation

SUPPORT = 40_000_000
RULES = DEFAULT_PAYMENT_RULES


@pytest.fixture
def under_way(make):
    def built(until="start"):
        case, day, by = make.application(), make.day, make.officer
        grant = make.rules().maximum(80_000_000, day, case.org_type, case.supports)
        agreement = Agreement("01/HĐ", 80_000_000, SUPPORT, "01/QĐ", day)
        for name, step in {
            "submit": lambda: case.submit(day, by),
            "receive": lambda: case.receive(day, by, None),
            "appraise": lambda: case.appraise(day, by, None),
            "approve": lambda: case.approve(Approval(SUPPORT, day, "12/QĐ"), grant, by, None),
            "sign": lambda: case.sign(agreement, grant, by),
            "start": lambda: case.start(day, by, None),
        }.items():
            step()
            if name == until:
                break
        return case

    return built


@pytest.fixture
def pay(make):
    def paid(case, vnd, kind=MovementKind.ADVANCE):
        return case.move_money(Movement(kind, vnd, make.day, "UNC-1", "Kế toán"), RULES)

    return paid


def test_an_approval_taken_back_leaves_both_lines_and_no_amount(make, under_way):
    case = under_way("approve")
    case.collect()
    assert case.undo("Nhập nhầm số tiền", make.day, make.officer) is State.APPROVED
    assert (case.state, case.approval, case.held_vnd) == (State.APPRAISED, None, 0)
    assert [step.undoes for step in case.history[-2:]] == [None, State.APPROVED]
    [(_, event)] = case.collect()
    assert isinstance(event, StepUndone)
    assert (event.undone, event.state, event.approved_vnd) == (
        State.APPROVED,
        State.APPRAISED,
        None,
    )


def test_steps_are_taken_back_one_after_the_other(make, under_way):
    case = under_way("sign")
    for expected in (State.APPROVED, State.APPRAISED, State.RECEIVED, State.SUBMITTED, State.DRAFT):
        case.undo("Làm lại", make.day, make.officer)
        assert case.state is expected
    with pytest.raises(Conflict, match="nothing-to-undo"):
        case.undo("Làm lại", make.day, make.officer)


def test_after_a_payment_the_step_before_it_stands(make, under_way, pay):
    case = under_way()
    pay(case, 1_000_000)
    with pytest.raises(Conflict, match="step-in-use"):
        case.undo("Nhầm", make.day, make.officer)
    assert case.state is State.IN_PROGRESS


def test_a_step_taken_after_the_payment_can_be_taken_back(make, under_way, pay):
    case = under_way()
    pay(case, 1_000_000)
    case.suspend("Mưa lũ", make.day, make.officer)
    case.undo("Không phải dừng", make.day, make.officer)
    assert case.state is State.IN_PROGRESS


def test_after_a_report_of_progress_the_start_stands(make, under_way):
    case = under_way()
    case.report_progress(ProgressReport(make.day, "Cán bộ", "Đã tập huấn", 30))
    with pytest.raises(Conflict, match="step-in-use"):
        case.undo("Nhầm", make.day, make.officer)


def test_a_counter_step_is_not_dated_before_its_step(make, under_way):
    with pytest.raises(RuleViolation, match="date-before-step"):
        under_way().undo("Nhầm", make.day - timedelta(days=1), make.officer)


def test_a_termination_taken_back_holds_the_money_again(make, under_way):
    case = under_way()
    case.terminate("Giải thể", make.day, make.officer)
    assert case.held_vnd == 0
    case.undo("Tiếp tục được", make.day, make.officer)
    assert (case.state, case.held_vnd) == (State.IN_PROGRESS, SUPPORT)


def test_advances_stay_within_the_limit_and_all_payments_within_the_agreement(make, under_way, pay):
    case = under_way()
    with pytest.raises(RuleViolation, match="advance-above-limit") as refused:
        pay(case, 20_000_001)
    assert refused.value.params["left"] == 20_000_000
    pay(case, 20_000_000)
    with pytest.raises(RuleViolation, match="payment-above-agreement"):
        pay(case, 20_000_001, MovementKind.INSTALMENT)
    pay(case, 20_000_000, MovementKind.INSTALMENT)
    assert case.net_vnd == SUPPORT


def test_no_more_comes_back_than_was_paid(under_way, pay):
    case = under_way()
    pay(case, 5_000_000)
    with pytest.raises(RuleViolation, match="return-above-paid"):
        pay(case, 5_000_001, MovementKind.RETURN)
    pay(case, 5_000_000, MovementKind.RETURN)
    assert case.net_vnd == 0


@pytest.mark.parametrize("kind", list(MovementKind))
def test_no_money_moves_before_the_agreement(under_way, pay, kind):
    with pytest.raises(Conflict, match="money-not-now"):
        pay(under_way("approve"), 1, kind)


def test_a_file_closes_only_when_what_is_paid_is_what_was_settled(make, under_way, pay):
    case = under_way()
    pay(case, 20_000_000)
    case.accept(make.day, make.officer, "05/BB-NT", None)
    with pytest.raises(RuleViolation, match="settlement-above-agreement"):
        case.settle(Settlement(SUPPORT + 1, make.day, "01/TL"), make.officer)
    case.settle(Settlement(15_000_000, make.day, "01/TL"), make.officer)
    assert case.held_vnd == 20_000_000
    with pytest.raises(Conflict, match="money-open"):
        case.close(make.day, make.officer, None)
    pay(case, 5_000_000, MovementKind.RETURN)
    assert case.held_vnd == 15_000_000
    case.close(make.day, make.officer, None)
    assert case.state is State.CLOSED


def test_work_cannot_begin_twice_nor_go_on_before_it_stopped(make, under_way):
    case = under_way()
    with pytest.raises(Conflict, match="application-is-in-progress"):
        case.resume(make.day, make.officer, None)
    case.suspend("Mưa lũ", make.day, make.officer)
    with pytest.raises(Conflict, match="application-is-suspended"):
        case.start(make.day, make.officer, None)


def test_steps_under_the_agreement_follow_in_time(make, under_way):
    with pytest.raises(RuleViolation) as refused:
        under_way().suspend("Mưa lũ", date(2022, 1, 1), make.officer)
    assert (refused.value.code, refused.value.field) == ("date-before-step", "suspended_on")
