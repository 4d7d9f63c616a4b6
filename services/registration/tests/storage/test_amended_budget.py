"""A project's figure is amended while applications are approved: neither overtakes the other."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.form import Form
from nscl_registration.domain.funding import BudgetLine, FundSource
from nscl_registration.domain.papers import LegalBasis
from nscl_registration.domain.supports import Wish
from nscl_registration.domain.tended import Change
from nscl_registration.handlers import commands
from nscl_registration.handlers.programme_commands import AmendProject
from nscl_registration.queries.money import show_budget
from nscl_registration.queries.programme_tree import show_node
from nscl_shared.kernel import DomainError, RuleViolation

DAY = date(2022, 5, 20)
MILLION = 1_000_000
PROJECT = "2022-P1"


def amendment(vnd):
    line = BudgetLine(FundSource.PROVINCIAL, vnd)
    return AmendProject(
        project_id=PROJECT,
        seen=1,
        basis=LegalBasis("99/QĐ", date(2022, 6, 1), "UBND"),
        summary="Điều chỉnh kinh phí",
        change=Change(title="x", period_from=2022, period_to=2022, budget=(line,)),
    )


@pytest.fixture
def project(bus, make):
    plan = make.yearly_plan()
    plan_id = bus.execute(plan)["id"]
    opened = commands.OpenProject(
        code="P1", year=2022, topic="x", plan_id=plan_id, budget_vnd=100 * MILLION
    )
    return bus.execute(opened)["id"]


@pytest.fixture
def approvals(bus, make, project):
    def of(count):
        return [approval(bus, make, number) for number in range(count)]

    return of


def approval(bus, make, number):
    unit = commands.RegisterFirm(
        by=make.officer, name=f"Công ty {number}", org_type=OrgType.ENTERPRISE
    )
    wish = Wish("HT-01", None, "ISO 9001:2015")
    filed = commands.FileApplication(
        by=make.officer,
        firm_id=bus.execute(unit)["id"],
        project_id=PROJECT,
        supports=(wish,),
        estimated_cost_vnd=80 * MILLION,
        form=Form(committed=True),
        on=DAY,
    )
    about = {"by": make.officer, "application_id": bus.execute(filed)["id"]}
    bus.execute(commands.SubmitApplication(**about, submitted_on=DAY))
    bus.execute(commands.ReceiveApplication(**about, on=DAY))
    bus.execute(commands.AppraiseApplication(**about, on=DAY))
    return commands.ApproveApplication(**about, support_vnd=40 * MILLION, decided_on=DAY)


def both_rooms():
    books, node = show_budget(PROJECT), show_node("projects", PROJECT)
    assert books["committed_vnd"] == node["committed_vnd"]
    assert books["paid_vnd"] == node["paid_vnd"]
    return books


def test_the_amended_figure_limits_what_can_be_promised(bus, approvals):
    first, second = approvals(2)
    bus.execute(first)
    bus.execute(amendment(50 * MILLION))
    assert both_rooms()["left_vnd"] == 10 * MILLION
    with pytest.raises(RuleViolation, match="budget-exhausted"):
        bus.execute(second)


def test_a_figure_below_what_is_promised_is_refused_and_nothing_changes(bus, db, approvals):
    (only,) = approvals(1)
    bus.execute(only)
    with pytest.raises(RuleViolation) as refused:
        bus.execute(amendment(30 * MILLION))
    assert refused.value.code == "budget-below-commitments"
    assert refused.value.params == {"planned": 30 * MILLION, "committed": 40 * MILLION}
    project = db["projects"].find_one({"_id": PROJECT})
    assert (project["version"], project["budget_vnd"]) == (1, 100 * MILLION)
    assert both_rooms()["planned_vnd"] == 100 * MILLION


def test_what_was_approved_before_budgets_were_kept_limits_an_amendment(bus, db, approvals):
    (only,) = approvals(1)
    bus.execute(only)
    db["budgets"].delete_many({})
    db["ledger"].delete_many({})
    assert both_rooms()["committed_vnd"] == 40 * MILLION
    with pytest.raises(RuleViolation, match="budget-below-commitments"):
        bus.execute(amendment(30 * MILLION))


@pytest.mark.parametrize("vnd", [30 * MILLION, 50 * MILLION])
def test_in_the_same_moment_one_of_them_sees_the_other(bus, db, approvals, vnd):
    racing = [amendment(vnd), *approvals(3)]

    def outcome(command):
        try:
            return bus.execute(command) and "done"
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(len(racing)) as pool:
        amended, *approved = pool.map(outcome, [replace(command) for command in racing])
    books = both_rooms()
    assert books["planned_vnd"] == (vnd if amended == "done" else 100 * MILLION)
    assert books["committed_vnd"] == 40 * MILLION * approved.count("done") <= books["planned_vnd"]
    assert {amended, *approved} <= {"done", "budget-below-commitments", "budget-exhausted"}
    assert db["applications"].count_documents({"state": "approved"}) == approved.count("done")
