"""Rows become applications once, whatever happens between."""

import threading
from datetime import timedelta

import pytest

from nscl_registration.domain.import_rows import marked
from nscl_registration.entrypoints.import_job import WINDOW, advance
from nscl_registration.handlers.import_commands import (
    BeginImport,
    CancelImport,
    ImportRows,
    StartImport,
)
from nscl_registration.queries.imports import show_import
from nscl_registration.storage.import_repository import forget_cells, keep_rows, remove_unreceived
from nscl_shared.kernel import Conflict, InvalidInput
from nscl_shared.kernel.clock import now

from .conftest import CLERK, cells


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
