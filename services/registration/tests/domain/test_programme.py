"""The programme tree holds together."""

from datetime import date

import pytest

from nscl_registration.domain.activity import Activity, ActivityFacts
from nscl_registration.domain.codes import ActivityKind, PlanKind
from nscl_registration.domain.plan import plan_id
from nscl_shared.kernel import InvalidInput, RuleViolation


def national(make, **over):
    given = {
        "kind": PlanKind.NATIONAL_PROGRAMME,
        "number": "1322/QĐ-TTg",
        "signed_on": date(2020, 8, 31),
        "period_from": 2021,
        "period_to": 2030,
    }
    return make.plan(**{**given, **over})


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1322/QĐ-TTg", "1322-QD-TTg-2020"),
        ("73/KH-UBND", "73-KH-UBND-2020"),
        (" 79 / KH-UBND ", "79-KH-UBND-2020"),
    ],
)
def test_a_plan_is_known_by_its_number_and_year(number, expected):
    assert plan_id(number, date(2020, 8, 31)) == expected


def test_a_number_without_letters_or_digits_is_refused():
    with pytest.raises(InvalidInput, match="plan-number-empty"):
        plan_id("///", date(2020, 1, 1))


def test_a_yearly_plan_hangs_below_the_programme(make):
    assert make.plan(parent=national(make)).parent_id == "1322-QD-TTg-2020"


def test_a_plan_cannot_hang_below_one_of_its_own_level(make):
    with pytest.raises(RuleViolation, match="parent-not-above"):
        make.plan(number="74/KH-UBND", parent=make.plan())


@pytest.mark.parametrize(("first", "last"), [(2020, 2021), (2030, 2031), (2019, 2035)])
def test_a_plan_stays_within_the_period_of_the_one_above(make, first, last):
    with pytest.raises(RuleViolation, match="period-outside-parent"):
        make.plan(period_from=first, period_to=last, parent=national(make))


def test_a_period_does_not_run_backwards(make):
    with pytest.raises(InvalidInput, match="period-reversed"):
        make.plan(period_from=2023, period_to=2022)


def test_a_project_is_known_by_year_and_code(make):
    assert make.project().id == "2022-P1"


def test_a_project_belongs_to_a_yearly_plan(make):
    with pytest.raises(RuleViolation, match="plan-not-yearly"):
        make.project(plan=national(make))


def test_a_project_belongs_to_the_plan_of_its_year(make):
    with pytest.raises(RuleViolation, match="year-outside-plan"):
        make.project(year=2023)


@pytest.mark.parametrize("code", ["", "P 1", "P/1", "Dự-án", "P.1", "$set", "x" * 21])
def test_a_project_code_can_be_part_of_a_case_number(make, code):
    with pytest.raises(InvalidInput, match="project-code-malformed"):
        make.project(code=code)


def test_an_activity_may_have_no_date_and_no_count():
    activity = Activity.hold(
        ActivityFacts(
            kind=ActivityKind.TRAINING,
            audience="HTX",
            title="Tập huấn",
            held_on=None,
            year=2022,
            participants=None,
        )
    )
    [(sequence, event)] = activity.collect()
    assert (sequence, event.activity_id, event.participants) == (1, activity.id, None)
