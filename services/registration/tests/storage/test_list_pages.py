"""Projects, activities, calls, proposals and the tree come page by page, each row once."""

from datetime import date

from nscl_registration.domain.activity import Activity, ActivityFacts
from nscl_registration.domain.call import Call, CallTerms
from nscl_registration.domain.codes import ActivityKind
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.proposal import Proposal, ProposalContent
from nscl_registration.queries.calls import every_proposal, list_calls, list_proposals
from nscl_registration.queries.measures import activity_years, sums_of
from nscl_registration.queries.programme import list_activities, list_projects
from nscl_registration.queries.programme_tree import programme_tree

DAY = date(2022, 4, 20)


def training(number):
    return Activity.hold(
        ActivityFacts(
            kind=ActivityKind.TRAINING,
            audience="DN",
            title=f"Lớp {number}",
            held_on=DAY,
            year=2022,
            participants=10,
        )
    )


def a_call():
    basis = LegalBasis("558/SKHCN", DAY, "Sở")
    return Call.open(CallTerms(title="Đề xuất", basis=basis, opens_on=DAY, deadline=DAY))


def a_proposal(call, number, owner):
    words = dict.fromkeys(("title", "objective", "content", "expected_results", "lead_unit"), "x")
    content = ProposalContent(**words, period_from=2023, period_to=2024)
    return Proposal.submit(
        number=f"ĐX-2022-{number:04d}", call=call, content=content, on=DAY, owner=owner
    )


def walked(page):
    seen, cursor = [], None
    while True:
        found = page(cursor)
        seen += found["items"]
        cursor = found["next"]
        if cursor is None:
            return seen


def test_projects_activities_and_calls_come_page_by_page_each_once(keep, make):
    plan = make.plan()
    projects = [make.project(code=f"P{n}", plan=plan) for n in range(5)]
    activities = [training(n) for n in range(5)]
    keep(plans=[plan], projects=projects, activities=activities)
    found = walked(lambda cursor: list_projects(cursor=cursor, limit=2))
    assert [row["id"] for row in found] == [f"2022-P{n}" for n in (4, 3, 2, 1, 0)]
    found = walked(lambda cursor: list_activities(2022, cursor=cursor, limit=2))
    assert [row["title"] for row in found] == [f"Lớp {n}" for n in range(5)]
    assert sums_of(2022) == {"classes": 5, "people": 50, "communications": 0}
    assert sums_of() == sums_of(2022)
    assert sums_of(2021)["classes"] == 0
    assert activity_years() == [2022]


def test_the_tree_comes_a_top_plan_at_a_time(keep, make):
    plans = [make.plan(number=f"{n}/KH-UBND") for n in range(3)]
    keep(plans=plans)
    found = walked(lambda cursor: programme_tree(cursor=cursor, limit=1))
    assert [row["number"] for row in found] == [plan.details.number for plan in plans]
    assert programme_tree(cursor="gone", limit=5)["next"] is None


def test_proposals_of_a_call_come_by_number_and_an_owner_sees_its_own(keep, make):
    call = a_call()
    proposals = [a_proposal(call, n, owner=f"account-{n % 2}") for n in range(5)]
    keep(calls=[call], proposals=proposals)
    found = walked(lambda cursor: list_proposals(call.id, cursor=cursor, limit=2))
    assert [row["number"] for row in found] == [p.number for p in proposals]
    own = list_proposals(call.id, owner="account-1")["items"]
    assert [row["number"] for row in own] == [proposals[1].number, proposals[3].number]
    assert [row["number"] for row in every_proposal(call.id)] == [p.number for p in proposals]
    assert [row["id"] for row in list_calls()["items"]] == [call.id]
