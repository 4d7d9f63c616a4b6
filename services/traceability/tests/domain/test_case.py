"""A case is about something, has a history, and ends with an outcome and a reason."""

from datetime import UTC, date, datetime

import pytest

from nscl_shared.kernel import Conflict, DomainError, Stale
from nscl_traceability.domain.case import (
    MOST_EVIDENCE,
    Case,
    CaseClosed,
    CaseOpened,
    CaseState,
    Evidence,
    Outcome,
)
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.signal import Signal
from nscl_traceability.domain.signals import Finding, SignalKind

EVIDENCE = Evidence(("s1", "s2"), ("r1",), ("p1",))


def act(note=""):
    return Act(by="Cán bộ", at=datetime(2026, 3, 2, tzinfo=UTC), on=date(2026, 3, 2), note=note)


def case(evidence=EVIDENCE):
    return Case.open("c", number="VV-2026-0001", title="Tem lạ", evidence=evidence, act=act("Mở"))


def test_a_case_is_opened_about_something_and_says_so():
    opened = case()
    [(sequence, event)] = opened.collect()
    assert (sequence, event.evidence) == (1, EVIDENCE)
    assert [(step.kind, step.note) for step in opened.steps] == [("opened", "Mở")]


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (Evidence(), "case-without-evidence"),
        (Evidence(tuple(map(str, range(MOST_EVIDENCE + 1)))), "case-evidence-many"),
    ],
)
def test_a_case_about_nothing_or_too_much_is_refused(evidence, code):
    with pytest.raises(DomainError) as refused:
        case(evidence)
    assert refused.value.code == code


def test_evidence_is_added_once_and_kept_below_its_bound():
    grown = case()
    grown.add(Evidence(("s2", "s3"), products=("p2",)), act())
    assert grown.evidence == Evidence(("s1", "s2", "s3"), ("r1",), ("p1", "p2"))
    many = Evidence(tuple(f"x{n}" for n in range(MOST_EVIDENCE)))
    with pytest.raises(DomainError, match="case-evidence-many"):
        grown.add(many, act())
    assert len(grown.evidence) == 4


def test_closing_needs_a_reason_and_is_announced_with_the_outcome():
    ended = case()
    with pytest.raises(DomainError, match="case-note"):
        ended.close(Outcome.HARMLESS, act(" "))
    ended.note_voided(5, act("Tem sao chép"))
    ended.close(Outcome.COUNTERFEIT, act("Đã lập biên bản"))
    closed = ended.collect()[-1][1]
    assert isinstance(closed, CaseClosed)
    assert (closed.outcome, closed.voided) == (Outcome.COUNTERFEIT, 5)
    assert [step.kind for step in ended.steps] == ["opened", "voided", "closed"]


def test_a_closed_case_changes_only_by_opening_it_again():
    ended = case()
    ended.close(Outcome.UNCLEAR, act("Không xác minh được"))
    for change in (
        lambda: ended.write(act("x")),
        lambda: ended.add(EVIDENCE, act()),
        lambda: ended.note_voided(1, act()),
        lambda: ended.close(Outcome.HARMLESS, act("x")),
    ):
        with pytest.raises(Conflict, match="case-closed"):
            change()
    with pytest.raises(DomainError, match="case-note"):
        ended.reopen(act())
    ended.reopen(act("Có thêm phản ánh"))
    assert (ended.state, ended.outcome, ended.closed_on) == (CaseState.OPEN, None, None)
    assert isinstance(ended.collect()[-1][1], CaseOpened)
    with pytest.raises(Conflict, match="case-open"):
        ended.reopen(act("x"))


def test_a_change_to_another_version_is_refused():
    changed = case()
    changed.require_version(1)
    changed.require_version(None)
    with pytest.raises(Stale):
        changed.require_version(2)


def test_a_signal_is_in_one_case_at_most():
    finding = Finding(
        kind=SignalKind.BAD_SERIALS, key="k", day=date(2026, 3, 1), at=act().at, commune=None
    )
    signal = Signal.raised("s", finding)
    signal.take_into("c1")
    version = signal.version
    signal.take_into("c1")
    assert signal.version == version
    with pytest.raises(Conflict, match="signal-in-case"):
        signal.take_into("c2")
