"""Commands at the same moment: no double, no gap, no sum above the cap."""

from datetime import date
from functools import partial

import pytest

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.form import Form
from nscl_registration.domain.supports import Wish
from nscl_registration.handlers import commands
from nscl_shared.kernel import Conflict, DomainError
from nscl_shared.testing.commands import attempted, attempted_at_once

DAY = date(2022, 5, 20)


@pytest.fixture
def programme(bus, make):
    plan = make.yearly_plan()
    plan_id = bus.execute(plan)["id"]
    for code in ("P1", "P2", "P3"):
        bus.execute(commands.OpenProject(code=code, year=2022, topic="x", plan_id=plan_id))


@pytest.fixture
def attempt(bus):
    return partial(attempted, bus)


@pytest.fixture
def at_once(bus):
    return partial(attempted_at_once, bus)


@pytest.fixture
def register(bus, make):
    def registered(name, **over):
        command = commands.RegisterFirm(
            by=make.officer, name=name, org_type=OrgType.ENTERPRISE, **over
        )
        return bus.execute(command)["id"]

    return registered


@pytest.fixture
def filing(make):
    def command(firm_id, project_id="2022-P1"):
        return commands.FileApplication(
            by=make.officer,
            firm_id=firm_id,
            project_id=project_id,
            supports=(Wish("HT-01", None, "ISO 9001:2015"),),
            estimated_cost_vnd=80_000_000,
            form=Form(committed=True),
            on=DAY,
        )

    return command


def test_applications_at_once_get_distinct_case_numbers_without_gaps(
    programme, register, filing, at_once
):
    given = [filing(register(f"Công ty {n}")) for n in range(20)]
    numbers = sorted(answer["case_number"] for answer in at_once(given))
    assert numbers == [f"2022-P1-{n:04d}" for n in range(1, 21)]


def test_one_unit_applying_many_times_at_once_gets_one_case(
    db, programme, register, filing, at_once
):
    answers = at_once([filing(register("Công ty"))] * 8)
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert all(
        answer.code == "already-applied" for answer in answers if isinstance(answer, Conflict)
    )
    assert db["applications"].count_documents({}) == 1
    assert db["counters"].find_one({"_id": "case:2022-P1"})["value"] == 1


def test_approvals_at_once_stay_within_the_cap_of_the_unit(
    db, programme, register, filing, bus, at_once, make
):
    firm_id = register("Công ty")
    ids = [bus.execute(filing(firm_id, f"2022-P{n}"))["id"] for n in (1, 2, 3)]
    for application_id in ids:
        for command in (
            commands.SubmitApplication(
                by=make.officer, application_id=application_id, submitted_on=DAY
            ),
            commands.ReceiveApplication(by=make.officer, application_id=application_id, on=DAY),
            commands.AppraiseApplication(by=make.officer, application_id=application_id, on=DAY),
        ):
            bus.execute(command)
    answers = at_once(
        [
            commands.ApproveApplication(
                by=make.officer, application_id=one, support_vnd=25_000_000, decided_on=DAY
            )
            for one in ids
        ]
    )
    assert sum(isinstance(answer, dict) for answer in answers) == 2
    [refused] = [answer for answer in answers if not isinstance(answer, dict)]
    assert (refused.code, refused.params["limit"]) == ("grant-above-cap", 0)


def test_one_tax_code_entered_many_times_at_once_makes_one_firm(db, at_once, make):
    command = commands.RegisterFirm(
        by=make.officer, name="Công ty", org_type=OrgType.ENTERPRISE, tax_code="0100109106"
    )
    answers = at_once([command] * 8)
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert {a.code for a in answers if not isinstance(a, dict)} == {"tax-code-taken"}
    assert db["firms"].count_documents({}) == 1


def test_a_refused_command_leaves_nothing_behind(db, programme, register, filing, attempt):
    firm_id = register("Công ty")
    before = {name: db[name].count_documents({}) for name in db.list_collection_names()}
    assert isinstance(attempt(filing(firm_id, "2022-P9")), DomainError)
    assert {name: db[name].count_documents({}) for name in db.list_collection_names()} == before
