"""The figures of a project follow its applications, also when they change at the same time."""

from concurrent.futures import ThreadPoolExecutor

from nscl_registration.handlers.case_commands import AssignApplication, NoteOfficer
from nscl_registration.handlers.commands import ReceiveApplication, WithdrawApplication
from nscl_registration.queries.applications import list_applications, show_application
from nscl_registration.queries.measures import tallies_of
from nscl_registration.queries.programme import list_projects, with_counts
from nscl_registration.storage.migrations import count_anew

PROJECT = "2022-P1"


def waiting(keep, make, number):
    plan = make.plan()
    project = make.project(plan=plan)
    units = [make.firm(name=f"Công ty {n}", tax_code=None) for n in range(number)]
    cases = [
        make.application(unit, project=project, case_number=f"{PROJECT}-{n:04}")
        for n, unit in enumerate(units)
    ]
    for case in cases:
        case.submit(make.day, make.officer)
    keep(plans=[plan], projects=[project], firms=units, applications=cases)
    return [case.id for case in cases]


def counts():
    return with_counts(list_projects()["items"])[0]["counts"]


def test_a_step_moves_an_application_from_one_figure_to_the_other(bus, keep, make):
    one, two = waiting(keep, make, 2)
    assert counts() == {"submitted": 2}
    bus.execute(ReceiveApplication(by=make.officer, application_id=one, on=make.day))
    bus.execute(
        WithdrawApplication(by=make.officer, application_id=two, reason="x", withdrawn_on=make.day)
    )
    assert counts() == {"received": 1, "withdrawn": 1}


def test_steps_at_the_same_time_are_all_counted(bus, keep, make, db):
    ids = waiting(keep, make, 6)
    steps = [ReceiveApplication(by=make.officer, application_id=i, on=make.day) for i in ids]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(bus.execute, steps))
    assert counts() == {"received": 6}
    kept = tallies_of([PROJECT])[PROJECT]["n"]
    count_anew(db)
    assert {k: v for k, v in kept.items() if v} == tallies_of([PROJECT])[PROJECT]["n"]


def test_an_assigned_case_is_found_by_its_officer_and_keeps_its_lines(bus, keep, make):
    one, two = waiting(keep, make, 2)
    bus.execute(NoteOfficer(account_id="a", name="Bà A"))
    bus.execute(AssignApplication(by=make.officer, application_id=one, officer_id="a", on=make.day))
    assert [row["id"] for row in list_applications(officer_id="a")["items"]] == [one]
    [line] = show_application(one)["assignments"]
    assert (line["officer"], line["by"], line["reason"]) == ("Bà A", make.officer.name, None)
    assert show_application(two)["officer_id"] is None
