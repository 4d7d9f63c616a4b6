"""Activities under plans and projects: counted there, listed there, moved by a correction."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from nscl_registration.domain.activity import ActivityFacts
from nscl_registration.domain.codes import ActivityKind, PlanKind
from nscl_registration.handlers.commands import RecordActivity
from nscl_registration.handlers.programme_commands import CorrectActivity
from nscl_registration.queries.measures import sums_of
from nscl_registration.queries.programme import list_activities, show_activity
from nscl_registration.queries.programme_tree import programme_tree, show_node
from nscl_registration.storage.migrations import count_anew, list_anew
from nscl_shared.kernel import InvalidInput, RuleViolation

TRAINING = ActivityFacts(
    kind=ActivityKind.TRAINING,
    audience="DN, HTX",
    title="Lớp 5S",
    held_on=date(2022, 6, 15),
    year=2022,
    participants=30,
)
LETTER = replace(TRAINING, kind=ActivityKind.COMMUNICATION, title="Bản tin", participants=None)


@pytest.fixture
def tree(keep, make):
    """A provincial plan of five years, its plan of 2022 and two projects of that."""
    top = make.plan(kind=PlanKind.PROVINCIAL_PLAN, number="1/KH", period_from=2021, period_to=2025)
    plan = make.plan(parent=top)
    projects = [make.project(code=code, plan=plan) for code in ("P1", "P2")]
    keep(plans=[top, plan], projects=projects)
    return top.id, plan.id


def recorded(bus, facts, **over):
    return bus.execute(RecordActivity(facts=replace(facts, **over)))["id"]


def corrected(bus, make, activity_id, facts, *, seen=1, **over):
    facts = replace(facts, **over)
    bus.execute(
        CorrectActivity(
            by=make.officer,
            activity_id=activity_id,
            seen=seen,
            facts=facts,
            reason="x",
            on=make.day,
        )
    )


def figures(kind, node_id):
    node = show_node(kind, node_id)
    return node["activities"], node["participants"]


def test_what_is_held_under_a_project_counts_there_and_above(bus, tree):
    top, plan = tree
    recorded(bus, TRAINING, project_id="2022-P1")
    recorded(bus, LETTER, plan_id=plan)
    recorded(bus, TRAINING, plan_id=top, participants=5)
    recorded(bus, TRAINING)
    assert figures("projects", "2022-P1") == (1, 30)
    assert figures("projects", "2022-P2") == (0, 0)
    assert figures("plans", plan) == (2, 30)
    assert figures("plans", top) == (3, 35)
    [root] = programme_tree()["items"]
    assert (root["activities"], root["participants"]) == (3, 35)
    assert sums_of(2022) == {"classes": 3, "people": 65, "communications": 1}
    assert sums_of(plan) == {"classes": 1, "people": 30, "communications": 1}
    assert sums_of("2022-P2") == {"classes": 0, "people": 0, "communications": 0}


def test_a_correction_moves_what_is_counted(bus, make, tree, db):
    _, plan = tree
    one = recorded(bus, TRAINING, project_id="2022-P1")
    corrected(bus, make, one, TRAINING, project_id="2022-P2", participants=40)
    assert figures("projects", "2022-P1") == (0, 0)
    assert figures("projects", "2022-P2") == (1, 40)
    corrected(bus, make, one, TRAINING, seen=2)
    assert figures("plans", plan) == (0, 0)
    assert show_activity(one)["corrections"][0]["before"]["project_id"] == "2022-P1"
    recorded(bus, LETTER, project_id="2022-P1")
    kept = figures("plans", plan)
    count_anew(db)
    assert figures("plans", plan) == kept == (1, 0)


def test_lists_are_of_a_year_a_plan_or_a_project(bus, tree, db):
    top, plan = tree
    one = recorded(bus, TRAINING, project_id="2022-P1")
    two = recorded(bus, LETTER, plan_id=plan)
    far = recorded(bus, TRAINING, plan_id=top, year=2021)
    recorded(bus, TRAINING)

    def ids(**asked):
        return [row["id"] for row in list_activities(**asked)["items"]]

    for _ in range(2):
        assert ids(project_id="2022-P1") == [one]
        assert ids(plan_id=plan) == [one, two]
        assert ids(plan_id=plan, project_id="2022-P1", year=2022) == [one]
        assert ids(plan_id=top, year=2021) == [far]
        assert ids(plan_id=top, year=2022) == []
        list_anew(db)


@pytest.mark.parametrize(
    ("over", "error", "field"),
    [
        ({"plan_id": "none"}, "plan-unknown", "plan_id"),
        ({"project_id": "2022-P9"}, "project-unknown", "project_id"),
        ({"project_id": "2022-P1", "plan_id": "other"}, "activity-plan-differs", "plan_id"),
        ({"project_id": "2022-P1", "year": 2021}, "activity-outside-project", "year"),
    ],
)
def test_a_reference_that_does_not_fit_is_refused_and_nothing_is_entered(
    bus, tree, over, error, field
):
    with pytest.raises((InvalidInput, RuleViolation), match=error) as refused:
        recorded(bus, TRAINING, **over)
    assert refused.value.field == field
    assert list_activities()["items"] == []
    assert sums_of(2022)["classes"] == 0


def test_a_plan_must_cover_the_year(bus, make, tree):
    _, plan = tree
    one = recorded(bus, TRAINING)
    with pytest.raises(RuleViolation, match="year-outside-plan"):
        corrected(bus, make, one, TRAINING, plan_id=plan, year=2023)
    assert show_activity(one)["plan_id"] is None
    assert figures("plans", plan) == (0, 0)


def test_activities_entered_at_the_same_time_are_all_counted(bus, tree):
    with ThreadPoolExecutor(3) as pool:
        list(
            pool.map(
                lambda n: recorded(bus, TRAINING, project_id="2022-P1", participants=n), range(6)
            )
        )
    assert figures("projects", "2022-P1") == (6, 15)
