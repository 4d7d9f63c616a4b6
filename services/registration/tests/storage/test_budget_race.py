"""Approvals in the same moment, from several processes: the budget is never overspent."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from nscl_registration.domain.codes import MovementKind, OrgType
from nscl_registration.domain.form import Form
from nscl_registration.domain.supports import Wish
from nscl_registration.handlers import case_commands, commands
from nscl_shared.kernel import RuleViolation
from nscl_shared.testing.storage import uri_apart

DAY = date(2022, 5, 20)
MILLION = 1_000_000
APPROVE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from nscl_registration.domain.steps import Actor
from nscl_registration.handlers.commands import ApproveApplication
from nscl_registration.handlers.table import HANDLERS
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.kernel import DomainError
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect

uri, *ids = sys.argv[1:]
connect("registration", uri)
bus = CommandBus("registration", HANDLERS, RegistrationUnitOfWork)

def approve(application_id):
    command = ApproveApplication(
        by=Actor("a", "A"), application_id=application_id, support_vnd=10_000_000,
        decided_on=date(2022, 5, 20),
    )
    try:
        return bus.execute(command)["state"]
    except DomainError as error:
        return f"{error.code} {error.params['left']}"

print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(len(ids)) as pool:
    print(*pool.map(approve, ids), sep="\\n")
"""


@pytest.fixture
def project(bus, make):
    def opened(budget_vnd):
        plan = make.yearly_plan()
        plan_id = bus.execute(plan)["id"]
        bus.execute(
            commands.OpenProject(
                code="P1", year=2022, topic="x", plan_id=plan_id, budget_vnd=budget_vnd
            )
        )

    return opened


@pytest.fixture
def appraised(bus, make):
    def brought(number):
        unit = commands.RegisterFirm(
            by=make.officer, name=f"Công ty {number}", org_type=OrgType.ENTERPRISE
        )
        filed = bus.execute(
            commands.FileApplication(
                by=make.officer,
                firm_id=bus.execute(unit)["id"],
                project_id="2022-P1",
                supports=(Wish("HT-01", None, "ISO 9001:2015"),),
                estimated_cost_vnd=80 * MILLION,
                form=Form(committed=True),
                on=DAY,
            )
        )
        about = {"by": make.officer, "application_id": filed["id"]}
        bus.execute(commands.SubmitApplication(**about, submitted_on=DAY))
        bus.execute(commands.ReceiveApplication(**about, on=DAY))
        bus.execute(commands.AppraiseApplication(**about, on=DAY))
        return filed["id"]

    return brought


@pytest.fixture
def racers(database):
    started = []

    def start(ids):
        racer = subprocess.Popen(
            [sys.executable, "-c", APPROVE, uri_apart("registration", database.mongodb_uri), *ids],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(racer)
        assert racer.stdout.readline() == "ready\n"
        return racer

    yield start
    for racer in started:
        racer.kill()
        racer.wait()
        racer.stdin.close()
        racer.stdout.close()


def test_of_fifty_approvals_at_once_ten_fit_a_budget_for_ten(db, project, appraised, racers):
    project(100 * MILLION)
    ids = [appraised(number) for number in range(50)]
    running = [racers(ids[start : start + 25]) for start in (0, 25)]
    with ThreadPoolExecutor(2) as pool:
        outputs = list(pool.map(lambda racer: racer.communicate("go\n", timeout=240)[0], running))
    answers = [line for output in outputs for line in output.splitlines()]
    assert answers.count("approved") == 10
    assert answers.count("budget-exhausted 0") == 40
    budget = db["budgets"].find_one({"_id": "2022-P1:state"})
    assert sum(budget["held"].values()) == 100 * MILLION
    lines = list(db["ledger"].find({}).sort("number"))
    assert [line["number"] for line in lines] == list(range(1, 11))
    assert sum(line["amount_vnd"] for line in lines) == 100 * MILLION
    assert db["applications"].count_documents({"state": "approved"}) == 10


def test_money_comes_back_from_storage_as_it_was_written(db, bus, make, project, appraised):
    project(100 * MILLION)
    case = {"by": make.officer, "application_id": appraised(1)}
    bus.execute(commands.ApproveApplication(**case, support_vnd=40 * MILLION, decided_on=DAY))
    bus.execute(
        commands.SignAgreement(
            **case,
            number="01/HĐ",
            total_cost_vnd=80 * MILLION,
            support_vnd=30 * MILLION,
            signed_on=DAY,
        )
    )
    bus.execute(case_commands.StartWork(**case, started_on=DAY))
    paid = bus.execute(
        case_commands.MoveMoney(
            **case,
            kind=MovementKind.ADVANCE,
            amount_vnd=10 * MILLION,
            on=DAY,
            document="UNC-1",
        )
    )
    assert paid["net_vnd"] == 10 * MILLION
    bus.execute(case_commands.TerminateAgreement(**case, reason="Giải thể", terminated_on=DAY))
    budget = db["budgets"].find_one({"_id": "2022-P1:state"})
    assert (list(budget["held"].values()), budget["paid_vnd"]) == ([10 * MILLION], 10 * MILLION)
    kinds = [line["kind"] for line in db["ledger"].find({}).sort("number")]
    assert kinds == ["commitment", "release", "payment", "release"]


def test_what_was_approved_before_budgets_were_kept_counts(db, bus, make, project, appraised):
    project(50 * MILLION)
    first, second = appraised(1), appraised(2)
    about = {"by": make.officer, "decided_on": DAY, "support_vnd": 40 * MILLION}
    bus.execute(commands.ApproveApplication(application_id=first, **about))
    db["budgets"].delete_many({})
    db["ledger"].delete_many({})
    with pytest.raises(RuleViolation) as refused:
        bus.execute(commands.ApproveApplication(application_id=second, **about))
    assert (refused.value.code, refused.value.params["left"]) == ("budget-exhausted", 10 * MILLION)
    assert db["ledger"].count_documents({}) == 0
