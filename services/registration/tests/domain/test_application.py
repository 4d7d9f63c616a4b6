"""An application goes only the way that the programme allows."""

from datetime import date

import pytest

from nscl_registration.domain.agreement import Agreement, Approval, Settlement
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.transitions import TRANSITIONS
from nscl_shared.kernel import Conflict, RuleViolation

WAY = ["submit", "receive", "appraise", "approve", "sign"]
TARGETS = {
    "submit": State.SUBMITTED,
    "receive": State.RECEIVED,
    "appraise": State.APPRAISED,
    "approve": State.APPROVED,
    "refuse": State.REFUSED,
    "sign": State.AGREEMENT_SIGNED,
    "withdraw": State.WITHDRAWN,
    **{
        name: TRANSITIONS[name].target
        for name in (
            "request-supplement",
            "resubmit",
            "waitlist",
            "start",
            "suspend",
            "resume",
            "accept",
            "settle",
            "close",
            "terminate",
        )
    },
}
REACH = {
    State.DRAFT: [],
    State.SUBMITTED: WAY[:1],
    State.RECEIVED: WAY[:2],
    State.APPRAISED: WAY[:3],
    State.APPROVED: WAY[:4],
    State.AGREEMENT_SIGNED: WAY,
    State.REFUSED: [*WAY[:3], "refuse"],
    State.SUPPLEMENT_REQUESTED: [*WAY[:1], "request-supplement"],
    State.RESUBMITTED: [*WAY[:1], "request-supplement", "resubmit"],
    State.WAITLISTED: [*WAY[:3], "waitlist"],
    State.IN_PROGRESS: [*WAY, "start"],
    State.SUSPENDED: [*WAY, "start", "suspend"],
    State.ACCEPTED: [*WAY, "start", "accept"],
    State.SETTLED: [*WAY, "start", "accept", "settle"],
    State.CLOSED: [*WAY, "start", "accept", "settle", "close"],
    State.TERMINATED: [*WAY, "terminate"],
    State.WITHDRAWN: ["withdraw"],
}


@pytest.fixture
def take(make):
    def step(application, name, day=make.day, support=40_000_000):
        grant = make.rules().maximum(80_000_000, day, application.org_type, application.supports)
        agreement = Agreement("01/HĐ", 80_000_000, support, grant.rule.legal_basis, day)
        steps = {
            "submit": lambda: application.submit(day, make.officer),
            "receive": lambda: application.receive(day, make.officer, None),
            "appraise": lambda: application.appraise(day, make.officer, None),
            "approve": lambda: application.approve(
                Approval(support, day), grant, make.officer, None
            ),
            "refuse": lambda: application.refuse("Ngoài tỉnh", day, make.officer, None),
            "sign": lambda: application.sign(agreement, grant, make.officer),
            "withdraw": lambda: application.withdraw("Rút", day, make.officer),
            "request-supplement": lambda: application.request_supplement(
                "Thiếu báo giá", day, None, make.officer, None
            ),
            "resubmit": lambda: application.resubmit(day, make.officer, None),
            "waitlist": lambda: application.waitlist("Hết kinh phí", day, make.officer),
            "start": lambda: application.start(day, make.officer, None),
            "suspend": lambda: application.suspend("Mưa lũ", day, make.officer),
            "resume": lambda: application.resume(day, make.officer, None),
            "accept": lambda: application.accept(day, make.officer, None, None),
            "settle": lambda: application.settle(Settlement(0, day, "01/TL"), make.officer),
            "close": lambda: application.close(day, make.officer, None),
            "terminate": lambda: application.terminate("Giải thể", day, make.officer),
        }
        steps[name]()

    return step


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", list(TARGETS))
def test_a_step_succeeds_only_from_the_states_that_allow_it(make, take, state, step):
    application = make.application()
    for name in REACH[state]:
        take(application, name)
    assert application.state is state
    before = application.version
    if state in TRANSITIONS["agreement" if step == "sign" else step].sources:
        take(application, step)
        assert application.state is TARGETS[step]
        assert application.version == before + 1
        assert application.history[-1].state is TARGETS[step]
    else:
        with pytest.raises(Conflict, match=f"application-is-{state}"):
            take(application, step)
        assert (application.state, application.version) == (state, before)


def test_an_amount_above_the_limit_is_refused_and_the_application_keeps_its_state(make, take):
    application = make.application()
    for name in WAY[:3]:
        take(application, name)
    with pytest.raises(RuleViolation, match="grant-above-cap"):
        take(application, "approve", support=40_000_001)
    assert application.state is State.APPRAISED
    assert application.approval is None


def test_the_agreement_cannot_exceed_what_was_approved(make, take):
    application = make.application()
    for name in WAY[:3]:
        take(application, name)
    take(application, "approve", support=30_000_000)
    with pytest.raises(RuleViolation, match="agreement-above-approval"):
        take(application, "sign", support=30_000_001)
    assert application.state is State.APPROVED


@pytest.mark.parametrize(("step", "field"), [("approve", "decided_on"), ("refuse", "decided_on")])
def test_a_decision_is_not_dated_before_the_submission(make, take, step, field):
    application = make.application()
    for name in WAY[:3]:
        take(application, name)
    with pytest.raises(RuleViolation) as refused:
        take(application, step, day=date(2022, 4, 19))
    assert (refused.value.code, refused.value.field) == ("date-before-step", field)


def test_an_agreement_is_not_dated_before_the_decision(make, take):
    application = make.application()
    for name in WAY[:4]:
        take(application, name)
    with pytest.raises(RuleViolation, match="date-before-step"):
        take(application, "sign", day=date(2022, 4, 19))


def test_every_event_carries_the_whole_application(make, take):
    application = make.application()
    for name in WAY:
        take(application, name)
    events = [event for _, event in application.collect()]
    assert all(event.facts == application.facts() for event in events)
    assert [seq for seq, _ in application.collect()] == []
