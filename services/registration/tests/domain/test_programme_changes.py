"""Plans and projects are amended, measured and ended; nothing that held is overwritten."""

from datetime import date

import pytest

from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.funding import BudgetLine, FundSource
from nscl_registration.domain.papers import MAX_FILES, AttachedFile, LegalBasis
from nscl_registration.domain.targets import Measure, NewTarget, Reading
from nscl_registration.domain.tended import Change, Ending, Outcome
from nscl_shared.kernel import Conflict, InvalidInput, NotFound, RuleViolation

LATER = LegalBasis("99/KH-UBND", date(2022, 9, 1), "UBND tỉnh")
CENTRAL = BudgetLine(FundSource.CENTRAL, 100)
PROVINCIAL = BudgetLine(FundSource.PROVINCIAL, 50)
OWN = BudgetLine(FundSource.ENTERPRISE, 70)
END = Ending(Outcome.CLOSED, "xong", date(2022, 12, 20), "Cán bộ A")


def change(**over):
    given = {"title": "Mới", "period_from": 2022, "period_to": 2022}
    return Change(**{**given, **over})


def target(measure=Measure.MANUAL, **over):
    given = {"indicator": "Chứng chỉ", "unit": "chứng chỉ", "planned": 5, "year": 2022}
    return NewTarget(**{**given, "measure": measure, **over})


def test_an_amendment_keeps_what_held_before(make):
    plan = make.plan()
    before = plan.terms
    plan.amend(LATER, "kinh phí", change(budget=(CENTRAL, PROVINCIAL)), None)
    assert plan.amendments[-1].before == before
    assert (plan.details.title, plan.budget) == ("Mới", (CENTRAL, PROVINCIAL))
    assert plan.details.number == "73/KH-UBND"
    _, event = plan.collect()[-1]
    assert (event.basis, event.budget) == (LATER, (CENTRAL, PROVINCIAL))


def test_an_amendment_older_than_the_plan_or_the_last_one_is_refused(make):
    plan = make.plan()
    old = LegalBasis("1", date(2022, 1, 1), "x")
    with pytest.raises(RuleViolation, match="amendment-before-basis"):
        plan.amend(old, "s", change(), None)
    plan.amend(LATER, "s", change(), None)
    with pytest.raises(RuleViolation, match="amendment-before-basis"):
        plan.amend(LegalBasis("2", date(2022, 8, 1), "x"), "s", change(), None)


def test_an_amended_period_stays_within_that_of_the_plan_above(make):
    top = make.plan(kind=PlanKind.NATIONAL_PROGRAMME, number="1", period_from=2021, period_to=2030)
    plan = make.plan(parent=top)
    with pytest.raises(RuleViolation, match="period-outside-parent"):
        plan.amend(LATER, "s", change(period_to=2031), top)
    with pytest.raises(InvalidInput, match="period-reversed"):
        plan.amend(LATER, "s", change(period_to=2021), top)


def test_an_ended_plan_takes_nothing_more(make):
    plan = make.plan()
    plan.end(END)
    for attempt in (
        lambda: plan.end(END),
        lambda: plan.amend(LATER, "s", change(), None),
        lambda: make.project(plan=plan),
    ):
        with pytest.raises(Conflict, match="programme-ended"):
            attempt()


def test_the_state_budget_of_a_project_is_the_sum_of_its_lines(make):
    project = make.project(budget=(CENTRAL, PROVINCIAL, OWN))
    assert project.budget_vnd == 150
    with pytest.raises(InvalidInput, match="budget-differs"):
        make.project(budget=(CENTRAL,), budget_vnd=99)
    with pytest.raises(InvalidInput, match="budget-source-doubled"):
        make.project(budget=(CENTRAL, CENTRAL))


def test_an_amended_project_stays_in_its_year(make):
    project = make.project(budget=(CENTRAL,))
    with pytest.raises(RuleViolation, match="project-keeps-year"):
        project.amend(LATER, "s", change(period_to=2023))
    project.amend(LATER, "s", change(budget=(CENTRAL, PROVINCIAL)))
    assert (project.budget_vnd, project.amendments[0].before.budget) == (150, (CENTRAL,))
    project.end(END)
    with pytest.raises(Conflict, match="programme-ended"):
        project.amend(LATER, "s", change())


def test_a_target_lies_within_the_period_and_keeps_its_id(make):
    project = make.project(targets=(target(),))
    [known] = project.targets
    changed = target(planned=9, target_id=known.target_id)
    project.amend(LATER, "s", change(targets=(changed,)))
    assert [(t.target_id, t.planned) for t in project.targets] == [(known.target_id, 9)]
    with pytest.raises(RuleViolation, match="target-outside-period"):
        make.project(targets=(target(year=2023),))
    with pytest.raises(InvalidInput, match="target-unknown"):
        project.amend(LATER, "s", change(targets=(target(target_id="nobody"),)))


def test_figures_are_entered_by_hand_only_where_nothing_computes_them(make):
    project = make.project(targets=(target(), target(Measure.SUPPORTED_UNITS)))
    manual, computed = project.targets
    for value in (3, 4):
        project.read_target(Reading(manual.target_id, value, "sổ", make.day, "A"))
    assert [reading.value for reading in project.readings] == [3, 4]
    with pytest.raises(RuleViolation, match="target-is-computed"):
        project.read_target(Reading(computed.target_id, 1, "x", make.day, "A"))
    with pytest.raises(NotFound, match="target-not-found"):
        project.read_target(Reading("nobody", 1, "x", make.day, "A"))


def test_a_file_is_attached_once_and_not_without_end(make):
    plan = make.plan()
    file = AttachedFile("a", "a.pdf", "application/pdf", 1)
    plan.attach(file)
    plan.attach(file)
    assert plan.attachments == (file,)
    for number in range(1, MAX_FILES):
        plan.attach(AttachedFile(str(number), "a.pdf", "application/pdf", 1))
    with pytest.raises(RuleViolation, match="too-many-files"):
        plan.attach(AttachedFile("more", "a.pdf", "application/pdf", 1))
