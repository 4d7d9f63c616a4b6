"""Work lists by officer and deadline, with the sample province that has deadlines."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from nscl_registration.handlers.case_commands import AssignApplication, NoteOfficer
from nscl_registration.handlers.commands import ReceiveApplication
from nscl_registration.queries.inbox import Wanted, inbox, next_deadlines
from nscl_registration.storage.lists import NOBODY
from nscl_shared.kernel import Conflict, InvalidInput, RuleViolation
from nscl_shared.province import current_profile
from nscl_shared.province_check import check_profile
from nscl_shared.settings import settings

SAMPLES = Path(__file__).parents[4] / "examples" / "provinces"
FIRST = date(2022, 4, 20)
OFFICER_LISTS = ("to-receive", "answered", "to-decide", "agreements")


@pytest.fixture
def sample_province(monkeypatch):
    """A profile whose steps have deadlines: 5 days to receive, 10 to decide."""
    monkeypatch.setenv("NSCL_PROVINCES_PATH", str(SAMPLES))
    monkeypatch.setenv("NSCL_PROVINCE", "tinh-mau")
    for remembered in (settings, current_profile):
        remembered.cache_clear()
    yield
    monkeypatch.undo()
    for remembered in (settings, current_profile):
        remembered.cache_clear()


@pytest.fixture
def waiting(sample_province, keep, make):
    """Five cases, handed in on five days one after the other."""
    plan = make.plan()
    project = make.project(plan=plan)
    units = [make.firm(name=f"Công ty {n}", tax_code=None) for n in range(5)]
    cases = [
        make.application(unit, project=project, case_number=f"2022-P1-{n:04}")
        for n, unit in enumerate(units)
    ]
    for day, case in enumerate(cases):
        case.submit(FIRST + timedelta(day), make.officer)
    keep(plans=[plan], projects=[project], firms=units, applications=cases)
    return [case.id for case in cases]


@pytest.fixture
def give(bus, make):
    def given(case, officer="a", **over):
        command = AssignApplication(
            by=make.officer, application_id=case, officer_id=officer, on=FIRST, **over
        )
        return bus.execute(command)

    bus.execute(NoteOfficer(account_id="a", name="Bà A"))
    bus.execute(NoteOfficer(account_id="b", name="Ông B"))
    return given


def wanted(days=0, **over):
    return Wanted(account="a", today=FIRST + timedelta(days), **over)


def ids(found):
    return [row["id"] for row in found["items"]]


def test_the_sample_province_is_fit_for_use():
    assert check_profile(SAMPLES / "tinh-mau") == []


def test_the_oldest_comes_first_with_the_day_it_is_due_and_why(waiting):
    first = inbox("to-receive", wanted())["items"][0]
    assert (first["id"], first["since"], first["due_on"]) == (
        waiting[0], FIRST, FIRST + timedelta(5)
    )  # fmt: skip
    assert "Điều 4" in first["source"]
    assert not first["overdue"]


@pytest.mark.parametrize(("days", "late"), [(5, 0), (6, 1), (8, 3), (30, 5)])
def test_a_case_is_overdue_from_the_day_after_its_last(waiting, days, late):
    assert ids(inbox("to-receive", wanted(days, overdue=True))) == waiting[:late]
    assert sum(row["overdue"] for row in inbox("to-receive", wanted(days))["items"]) == late


def test_overdue_cases_come_page_by_page(waiting):
    page = inbox("to-receive", wanted(8, overdue=True), limit=2)
    rest = inbox("to-receive", wanted(8, overdue=True), limit=2, cursor=page["next"])
    assert ids(page) + ids(rest) == waiting[:3]
    assert rest["next"] is None


def test_mine_nobodys_and_all_are_three_lists(waiting, give):
    give(waiting[1])
    give(waiting[3], "b")
    assert ids(inbox("to-receive", wanted(officer_id="a"))) == [waiting[1]]
    assert ids(inbox("to-receive", wanted(officer_id=NOBODY))) == [
        waiting[0], waiting[2], waiting[4]
    ]  # fmt: skip
    assert ids(inbox("to-receive", wanted())) == waiting


def test_what_is_due_first_comes_first_across_lists_and_pages(waiting, bus, make):
    step = ReceiveApplication(by=make.officer, application_id=waiting[0], on=FIRST)
    bus.execute(step)  # received cases are the appraiser's
    found, cursor = [], None
    while True:
        page = next_deadlines(OFFICER_LISTS, wanted(), cursor=cursor, limit=3)
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert [row["id"] for row in found] == waiting[1:]
    assert [row["due_on"] for row in found] == sorted(row["due_on"] for row in found)


@pytest.mark.parametrize("cursor", ["rubbish", "0001-01-01 x", "2022-02-30 x"])
def test_a_cursor_that_is_none_begins_anew(waiting, cursor):
    assert ids(next_deadlines(OFFICER_LISTS, wanted(), cursor=cursor)) == waiting


def test_a_case_changes_hands_only_with_a_reason(waiting, give):
    give(waiting[0])
    with pytest.raises(RuleViolation, match="reassigned-without-reason"):
        give(waiting[0], "b")
    with pytest.raises(Conflict, match="already-assigned"):
        give(waiting[0])
    assert give(waiting[0], "b", reason="Nghỉ phép")["officer_id"] == "b"
    assert give(waiting[0], None, reason="Trả lại")["officer_id"] is None
    with pytest.raises(InvalidInput, match="officer-unknown"):
        give(waiting[0], "nobody-known")


def test_without_rules_nothing_is_due(db, keep, make):
    plan = make.plan()
    project, unit = make.project(plan=plan), make.firm(tax_code=None)
    case = make.application(unit, project=project)
    case.submit(FIRST, make.officer)
    keep(plans=[plan], projects=[project], firms=[unit], applications=[case])
    [row] = inbox("to-receive", wanted(1_000))["items"]
    assert (row["due_on"], row["overdue"]) == (None, False)
    assert inbox("to-receive", wanted(1_000, overdue=True))["items"] == []
    assert next_deadlines(OFFICER_LISTS, wanted())["items"] == []
