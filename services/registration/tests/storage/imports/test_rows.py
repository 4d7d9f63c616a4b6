"""Rows become applications as entry by hand does; what is wrong is told by row and column."""

from nscl_registration.entrypoints.import_job import WINDOW
from nscl_registration.handlers.commands import RegisterFirm
from nscl_registration.handlers.import_commands import StartImport
from nscl_registration.queries.imports import list_rows

from .conftest import CLERK, TAX_CODE, cells


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


def test_a_unit_of_the_same_name_in_another_commune_is_another_one(imported, db):
    imported([cells(1)])

    imported([cells(1, commune="Xã Bình Gia")], workbook="wb-2")

    assert db["firms"].count_documents({}) == 2
    assert db["duplicate_pairs"].count_documents({}) == 1
