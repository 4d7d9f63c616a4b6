"""A call collects proposals; late ones are marked, incomplete ones not put forward."""

from datetime import date

import pytest

from nscl_registration.domain.call import Call, CallTerms
from nscl_registration.domain.papers import AttachedFile, LegalBasis
from nscl_registration.domain.proposal import (
    Check,
    Decision,
    Proposal,
    ProposalContent,
    ProposalState,
)
from nscl_shared.kernel import Conflict, InvalidInput, RuleViolation

DEADLINE = date(2023, 4, 22)


def call(**over):
    basis = LegalBasis("558/SKHCN-CCTĐC", date(2023, 4, 17), "Sở")
    given = {
        "title": "Đề xuất",
        "basis": basis,
        "opens_on": date(2023, 4, 17),
        "deadline": DEADLINE,
        "required_documents": ("Phiếu", "Thuyết minh"),
    }
    return Call.open(CallTerms(**{**given, **over}))


def proposal(to, on=DEADLINE, **over):
    given = {
        "title": "Mô hình điểm",
        "objective": "o",
        "content": "c",
        "expected_results": "r",
        "lead_unit": "Công ty",
        "period_from": 2024,
        "period_to": 2025,
    }
    content = ProposalContent(**{**given, **over})
    return Proposal.submit(number="ĐX-1", call=to, content=content, on=on, owner="a")


def decision(included):
    return Decision(included, "vì sao", DEADLINE, "A")


def test_the_deadline_itself_is_in_time_and_the_day_after_is_late():
    one = call()
    assert not proposal(one).late
    assert proposal(one, date(2023, 4, 23)).late


def test_nothing_comes_in_before_the_opening_or_after_the_close():
    one = call()
    with pytest.raises(Conflict, match="call-not-open-yet"):
        proposal(one, date(2023, 4, 16))
    one.close(date(2023, 4, 25), cancelled=False, reason=None)
    with pytest.raises(Conflict, match="call-is-closed"):
        proposal(one)
    with pytest.raises(Conflict, match="call-is-closed"):
        one.close(date(2023, 4, 26), cancelled=True, reason=None)


def test_what_runs_backwards_is_refused():
    with pytest.raises(RuleViolation, match="deadline-before-opening"):
        call(deadline=date(2023, 4, 1))
    with pytest.raises(InvalidInput, match="period-reversed"):
        proposal(call(), period_to=2023)


def test_a_proposal_is_complete_by_files_and_by_the_officers_check():
    one = call()
    made = proposal(one)
    made.attach(AttachedFile("a", "p.pdf", "application/pdf", 1, serves="Phiếu"), one)
    assert made.missing(one) == ["Thuyết minh"]
    with pytest.raises(RuleViolation, match=r"proposal-incomplete.*Thuyết minh"):
        made.decide(decision(included=True), one)
    made.check(Check("Thuyết minh", present=True, note="bản giấy"), one)
    made.check(Check("Phiếu", present=False, note="không ký"), one)
    assert made.missing(one) == ["Phiếu"], "the check counts before the file"
    with pytest.raises(InvalidInput, match="document-not-required"):
        made.check(Check("Ảnh", present=True), one)


def test_a_decision_may_be_taken_anew_but_not_after_withdrawal():
    one = call(required_documents=())
    made = proposal(one)
    made.decide(decision(included=False), one)
    made.decide(decision(included=True), one)
    assert made.state is ProposalState.INCLUDED
    with pytest.raises(Conflict, match="proposal-is-decided"):
        made.withdraw("rút", DEADLINE)
    other = proposal(one)
    other.withdraw("rút", DEADLINE)
    with pytest.raises(Conflict, match="proposal-is-withdrawn"):
        other.decide(decision(included=True), one)
