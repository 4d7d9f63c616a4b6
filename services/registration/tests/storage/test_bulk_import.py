"""Rows become applications once, whatever happens between; on the real database."""

import threading
from datetime import timedelta

import pytest

from nscl_registration.domain.import_rows import marked
from nscl_registration.domain.local_time import now
from nscl_registration.domain.steps import Actor
from nscl_registration.entrypoints.import_job import WINDOW, advance
from nscl_registration.handlers.commands import OpenProject, RegisterFirm
from nscl_registration.handlers.import_commands import (
    BeginImport,
    CancelImport,
    ImportRows,
    ReceiveRows,
    StartImport,
)
from nscl_registration.queries.imports import list_rows, show_import
from nscl_registration.storage.import_repository import forget_cells, keep_rows, remove_unreceived
from nscl_shared.i18n import add_package
from nscl_shared.kernel import Conflict, InvalidInput

add_package("nscl_registration")  # as the service does: the words of workbooks are Vietnamese
CLERK = Actor("account-officer", "Cán bộ A")
TAX_CODE = "0100109106"


def cells(number, **over):
    given = {
        "name": f"Hợp tác xã {number:04d}{number * 7919:x}",
        "org_type": "HTX · Hợp tác xã",
        "commune": "Xã Na Sầm",
        "item_1": "CN-01",
        "product": "Hoa hồi",
        "cost": "80000000",
        "commitment": "Có",
        "handed_in": "Đã nộp",
    }
    return {**given, **over}


@pytest.fixture
def project(bus, make):
    plan = bus.execute(make.yearly_plan())["id"]
    return bus.execute(OpenProject(code="P1", year=2022, topic="CN", plan_id=plan))["id"]


@pytest.fixture
def begin(bus, project):
    def begin(rows, workbook="wb-1", first=2):
        found, examples = marked(workbook, list(enumerate(rows, first)))
        command = BeginImport(
            by=CLERK,
            workbook_id=workbook,
            project_id=project,
            file_name="a.xlsx",
            columns={"cost": "Q"},
            count=len(found),
            last_row=found[-1].number,
            examples=examples,
        )
        import_id = bus.execute(command)["id"]
        keep_rows(import_id, found)
        bus.execute(ReceiveRows(import_id=import_id))
        return import_id

    return begin


@pytest.fixture
def run(bus):
    def run(import_id):
        while show_import(import_id)["state"] in ("checking", "importing"):
            advance(bus, import_id)
        return show_import(import_id)

    return run


@pytest.fixture
def imported(begin, run, bus):
    def imported(rows, **over):
        import_id = begin(rows, **over)
        run(import_id)
        bus.execute(StartImport(by=CLERK, import_id=import_id))
        return run(import_id)

    return imported


def faults(import_id, state="bad"):
    return {
        row["number"]: [(fault["column"], fault["words"]["en"]) for fault in row["faults"]]
        for row in list_rows(import_id, state=state)["items"]
    }


def test_good_rows_become_applications_and_bad_ones_are_told_by_row_and_column(begin, run, bus, db):
    rows = [
        cells(1),
        cells(2, cost="tám mươi triệu"),
        cells(3, org_type="Công ti", starts_on="31/02/2026"),
        cells(4, commitment="Không"),
        cells(5, commune="Xã Không Có"),
        cells(6, tax_code="0100109107", org_type="DN"),
        cells(7, handed_in="Nháp", cost="", commitment=""),
        cells(1),
    ]

    done = run(begin(rows))

    assert (done["state"], done["counts"]["good"], done["counts"]["bad"]) == ("ready", 2, 6)
    told = faults(done["id"])
    assert told[3][0][0] == "cost"
    assert "whole number" in told[3][0][1]
    assert [column for column, _ in told[4]] == ["org_type", "starts_on"]
    assert "list of the column" in told[4][0][1]
    assert "day/month/year" in told[4][1][1]
    assert told[5] == [
        (
            "commitment",
            (
                "A form that is handed in has the commitment that no other budget pays for the same. "
                "Choose “Có” if the unit signed it, or make the row a draft."
            ),
        )
    ]
    assert told[6][0][0] == "commune"
    assert told[7][0][0] == "tax_code"
    assert told[9] == [
        (
            "name",
            (
                "Row 2 is about the same unit already. "
                "Put all wishes of the unit into one row and delete the other."
            ),
        )
    ]
    bus.execute(StartImport(by=CLERK, import_id=done["id"]))
    assert run(done["id"])["counts"]["imported"] == 2
    states = sorted(row["state"] for row in db["applications"].find())
    assert states == ["draft", "submitted"]


def test_case_numbers_events_and_history_are_as_for_entry_by_hand(imported, db):
    imported([cells(n) for n in range(WINDOW + 5)])

    numbers = sorted(row["case_number"] for row in db["applications"].find())
    assert numbers == [f"2022-P1-{n:04d}" for n in range(1, WINDOW + 6)]
    types = [row["type"].rpartition(".registration.")[2] for row in db["outbox"].find()]
    assert types.count("firm-registered.v1") == WINDOW + 5
    assert types.count("application-submitted.v1") == WINDOW + 5
    assert {step["by"] for row in db["applications"].find() for step in row["history"]} == {
        CLERK.name
    }


def test_the_same_workbook_again_sorted_and_extended_adds_only_what_is_new(
    imported, begin, run, db
):
    imported([cells(n) for n in range(10)])
    again = [cells(99), *(cells(n, cost="90000000") for n in reversed(range(10)))]

    done = run(begin(again))

    assert done["counts"]["imported-before"] == 10
    assert done["counts"]["good"] == 1
    assert db["applications"].count_documents({}) == 10


def test_a_row_with_a_code_of_its_own_is_recognised_when_its_unit_is_corrected(
    imported, begin, run
):
    imported([cells(1, row_code="CV-17")])

    done = run(begin([cells(2, row_code=" cv-17 ")]))

    assert done["counts"]["imported-before"] == 1


def test_two_officers_who_import_the_same_workbook_at_once_import_it_once(begin, run, bus, db):
    rows = [cells(n) for n in range(2 * WINDOW)]
    both = [begin(rows), begin(rows)]
    for one in both:
        run(one)
        bus.execute(StartImport(by=CLERK, import_id=one))

    threads = [threading.Thread(target=run, args=[one]) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert db["applications"].count_documents({}) == len(rows)
    counts = [show_import(one)["counts"] for one in both]
    assert sum(one["imported"] for one in counts) == len(rows)
    assert sum(one["imported-before"] for one in counts) == len(rows)


def test_two_workers_on_one_import_do_each_window_once(begin, run, bus, db):
    one = begin([cells(n) for n in range(3 * WINDOW)])
    run(one)
    bus.execute(StartImport(by=CLERK, import_id=one))

    threads = [threading.Thread(target=run, args=[one]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert show_import(one)["counts"]["imported"] == 3 * WINDOW
    assert db["applications"].count_documents({}) == 3 * WINDOW


def test_a_row_that_went_bad_since_the_check_fails_alone(begin, run, bus, make, db):
    clash = cells(3, tax_code=TAX_CODE, org_type="DN")
    one = begin([cells(1), cells(2), clash, cells(4)])
    run(one)
    other = begin([cells(9, tax_code=TAX_CODE, org_type="DN")], workbook="wb-2")
    run(other)
    bus.execute(StartImport(by=CLERK, import_id=other))
    run(other)

    bus.execute(StartImport(by=CLERK, import_id=one))
    done = run(one)

    assert (done["counts"]["imported"], done["counts"]["failed"]) == (3, 1)
    assert faults(one, "failed")[4][0][0] == "tax_code"
    assert "already applied" in faults(one, "failed")[4][0][1]
    assert db["applications"].count_documents({}) == 4


def test_a_unit_of_the_register_is_used_and_gets_the_new_product(imported, bus, make, db):
    known = bus.execute(RegisterFirm(**vars(make.entry(tax_code=TAX_CODE)), by=CLERK))

    imported([cells(1, tax_code="100109106", org_type="DN", product="Chè đắng")])

    assert db["firms"].count_documents({}) == 1
    case = db["applications"].find_one({})
    assert case["firm_id"] == known["id"]
    assert case["supports"][0]["product_name"] == "Chè đắng"
    assert len(db["firms"].find_one({})["products"]) == 3


def test_a_unit_without_tax_code_is_known_by_name_and_commune(imported, db):
    imported([cells(1)])
    db["applications"].delete_many({})
    db["unit_years"].delete_many({})

    imported([cells(1)], workbook="wb-2")

    assert db["firms"].count_documents({}) == 1


def test_similar_names_only_warn_also_between_rows_of_one_window(imported, begin, run, db):
    imported(
        [cells(1, name="Hợp tác xã Hoa Hồi Bình Gia"), cells(2, name="HTX Hoa Hồi Bình Gia 2")]
    )
    assert db["duplicate_pairs"].count_documents({}) == 1

    done = run(begin([cells(3, name="HTX Hoa hồi Bình Gia", commune="Xã Bình Gia")], workbook="w"))

    assert done["counts"]["good"] == 1
    assert list_rows(done["id"])["items"][0]["alike"] == 2


def test_only_the_chosen_rows_are_imported_and_the_rest_later(begin, run, bus, db):
    one = begin([cells(n) for n in range(10)])
    run(one)

    bus.execute(StartImport(by=CLERK, import_id=one, spans=((3, 4), (11, 11))))
    assert run(one)["counts"]["imported"] == 3
    bus.execute(StartImport(by=CLERK, import_id=one))
    assert run(one)["counts"]["imported"] == 10

    with pytest.raises(InvalidInput, match="no-row-chosen"):
        bus.execute(StartImport(by=CLERK, import_id=one))
    assert db["applications"].count_documents({}) == 10


def test_a_cancelled_import_stops_and_the_next_upload_goes_on(begin, run, bus, db):
    rows = [cells(n) for n in range(2 * WINDOW)]
    one = begin(rows)
    run(one)
    bus.execute(StartImport(by=CLERK, import_id=one))
    advance(bus, one)
    bus.execute(CancelImport(by=CLERK, import_id=one))
    assert not advance(bus, one)
    before = db["applications"].count_documents({})
    assert 0 < before < len(rows)

    done = run(begin(rows))
    assert (done["counts"]["imported-before"], done["counts"]["good"]) == (
        before,
        len(rows) - before,
    )
    with pytest.raises(Conflict, match="import-ended"):
        bus.execute(CancelImport(by=CLERK, import_id=one))


def test_a_window_that_is_worked_off_is_not_worked_off_again(begin, run, bus, make):
    one = begin([cells(n) for n in range(3)])
    run(one)
    with pytest.raises(Conflict, match="import-not-running"):
        bus.execute(ImportRows(import_id=one, after=0, until=5, rows=(), on=make.day))
    bus.execute(StartImport(by=CLERK, import_id=one))
    with pytest.raises(Conflict, match="import-moved-on"):
        bus.execute(ImportRows(import_id=one, after=2, until=5, rows=(), on=make.day))


def test_what_old_rows_said_is_forgotten_and_they_stay_recognised(imported, begin, run, db):
    done = imported([cells(1, contact_name="Nguyễn Thị Ví Dụ")])

    assert forget_cells(now() - timedelta(days=30)) == 0
    assert forget_cells(now() + timedelta(seconds=1)) == 1

    assert db["import_rows"].find_one({"import_id": done["id"]})["cells"] == {}
    assert run(begin([cells(1)]))["counts"]["imported-before"] == 1


def test_an_upload_that_was_cut_off_is_not_checked_and_goes_in_time(begin, run, bus, project, db):
    whole = begin([cells(1)])
    rows, _examples = marked("wb-2", [(2, cells(2)), (3, cells(3))])
    command = BeginImport(
        by=CLERK,
        workbook_id="wb-2",
        project_id=project,
        file_name="b.xlsx",
        columns={},
        count=2,
        last_row=3,
    )
    cut_off = bus.execute(command)["id"]
    keep_rows(cut_off, rows[:1])

    assert not advance(bus, cut_off)
    assert remove_unreceived(now() - timedelta(hours=1)) == 0
    assert remove_unreceived(now() + timedelta(seconds=1)) == 1

    assert db["import_rows"].count_documents({"import_id": cut_off}) == 0
    assert run(whole)["counts"]["good"] == 1


def test_rows_that_are_kept_twice_are_kept_once(begin, run, db):
    one = begin([cells(1), cells(2)])
    rows, _examples = marked("wb-1", [(2, cells(1)), (3, cells(2))])

    keep_rows(one, rows)

    assert run(one)["total"] == 2
    assert db["import_rows"].count_documents({}) == 2
