"""A case goes from plan to certificate, and no other way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_certification.domain.builtin_schemes import HOP_QUY, ISO_9001
from nscl_certification.domain.case import ACTIONS, Case, CaseState
from nscl_certification.domain.events import CaseOpened
from nscl_certification.domain.scope import Firm, Scope
from nscl_shared.kernel import Conflict, RuleViolation

OPENED = date(2022, 6, 10)
SYSTEM = Scope("iso-9001", "ISO 9001:2015", Firm("f-1", "HTX Ví dụ", "HTX"))


def test_a_new_case_is_planned_and_tells_so(case):
    assert case.state is CaseState.PLANNED
    assert case.collect() == [(1, CaseOpened("c-1", case.scope, OPENED))]


def test_a_case_walks_through_all_states_to_the_certificate(case):
    case.begin(date(2022, 6, 20), note="Tư vấn")
    case.record_audit(date(2022, 8, 1))
    case.require_correction(date(2022, 8, 2), note="Thiếu hồ sơ")
    case.record_audit(date(2022, 8, 20))
    case.grant("x-1", date(2022, 9, 1))
    assert [step.state for step in case.steps] == [
        "planned", "in-progress", "audited", "corrective", "audited", "granted",
    ]  # fmt: skip
    assert case.certificate_id == "x-1"
    assert case.allowed() == ()


def test_an_audit_may_be_recorded_though_nobody_wrote_down_the_beginning(case):
    case.record_audit(date(2022, 8, 1))
    assert case.state is CaseState.AUDITED


def test_a_product_scheme_needs_a_product():
    scope = Scope("hop-quy", "QCVN 16", Firm("f-1", "HTX Ví dụ", "HTX"))
    with pytest.raises(RuleViolation) as refused:
        Case.open("c-1", scope, HOP_QUY, OPENED)
    assert (refused.value.code, refused.value.field) == ("products-required", "products")


def test_a_management_system_needs_no_product():
    assert Case.open("c-1", SYSTEM, ISO_9001, OPENED).scope.products == ()


def test_a_certificate_is_not_issued_before_the_audit(audited):
    with pytest.raises(RuleViolation, match="issued-before-audit"):
        audited.grant("x-1", date(2022, 8, 19))
    assert audited.state is CaseState.AUDITED


def test_a_certificate_may_be_issued_on_the_day_of_the_audit(audited):
    audited.grant("x-1", date(2022, 8, 20))
    assert audited.state is CaseState.GRANTED


def test_an_audit_before_the_case_was_opened_is_refused(case):
    with pytest.raises(RuleViolation, match="audited-too-early"):
        case.record_audit(date(2022, 6, 9))


def test_a_case_without_audit_cannot_end_in_a_certificate(case):
    with pytest.raises(Conflict, match="case-cannot-grant"):
        case.grant("x-1", date(2022, 9, 1))


def test_a_closed_case_stays_closed(case):
    case.close("Đơn vị dừng", date(2022, 7, 1))
    with pytest.raises(Conflict, match="case-cannot-audit"):
        case.record_audit(date(2022, 8, 1))


DAY = date(2022, 9, 1)
MOVES = {
    "begin": lambda case: case.begin(DAY),
    "audit": lambda case: case.record_audit(DAY),
    "require-correction": lambda case: case.require_correction(DAY),
    "grant": lambda case: case.grant("x-1", DAY),
    "close": lambda case: case.close("Dừng", DAY),
}


@given(st.lists(st.sampled_from(sorted(ACTIONS)), max_size=12))
def test_an_action_succeeds_exactly_when_it_is_listed_as_allowed(actions):
    case = Case.open("c-1", SYSTEM, ISO_9001, OPENED)
    for action in actions:
        allowed, version, before = action in case.allowed(), case.version, case.state
        try:
            MOVES[action](case)
        except Conflict:
            assert not allowed
            assert (case.version, case.state) == (version, before)
        else:
            assert allowed
            assert case.version == version + 1
    assert len(case.steps) == case.version
