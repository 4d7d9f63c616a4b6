"""What a scan finds, what it costs and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from nscl_traceability.domain.serials import ALPHABET, LENGTH, StampPlace
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.handlers.commands import RecordScan
from nscl_traceability.queries.scan_view import UNKNOWN, scan_view
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.queries.stamps import serial_at, stamps_csv
from nscl_traceability.storage.keyring import keyring

TODAY = date(2022, 8, 10)
FIRST = datetime(2022, 8, 10, 1, tzinfo=UTC)
LATER = datetime(2022, 8, 11, 1, tzinfo=UTC)


@pytest.fixture
def batch(do):
    product = do.product(gtin="8936000000011", name="Na Chi Lăng")
    lot_id = do.lot(product["id"], expires_on=date(2022, 8, 31))
    return show_batch(do.stamps(lot_id, 1_000, activate=True)["id"])


@pytest.fixture
def look(batch):
    def at(serial=None, *, gtin=None, lot_number="L1", today=TODAY):
        return scan_view(gtin or batch["gtin"], lot_number, serial or serial_at(batch, 1), today)

    return at


@pytest.fixture
def scan(bus):
    def count(place, at=FIRST):
        return bus.execute(RecordScan(place=place, at=at))["scans"]

    return count


def test_a_stamp_tells_its_product_and_lot(look, batch):
    view = look(serial_at(batch, 1_000))
    assert (view.verdict, view.place) == (Verdict.GENUINE, StampPlace(1, 1_000))
    assert (view.product["name"], view.lot["lot_number"]) == ("Na Chi Lăng", "L1")


def test_a_stamp_past_the_expiry_of_its_lot_says_so(look):
    assert look(today=date(2022, 8, 31)).verdict is Verdict.GENUINE
    assert look(today=date(2022, 9, 1)).verdict is Verdict.EXPIRED


def test_the_gtin_may_be_written_with_thirteen_digits(look):
    assert look(gtin="8936000000011").verdict is Verdict.GENUINE


@pytest.mark.parametrize("wrong", [{"gtin": "08936000000028"}, {"lot_number": "L2"}])
def test_a_serial_on_another_product_or_lot_is_unknown(look, wrong):
    assert look(**wrong) == UNKNOWN


def test_places_that_were_never_issued_are_unknown(look, batch):
    ring = keyring()
    for place in (StampPlace(1, 0), StampPlace(1, 1_001), StampPlace(2, 1)):
        assert look(ring.serial(place, 0)) == UNKNOWN


def test_a_forged_serial_costs_no_command_to_the_database(look, batch, asked):
    for letter in ALPHABET:
        assert look(letter * LENGTH) == UNKNOWN
    assert look("nothing") == UNKNOWN
    assert asked == []
    look()
    assert "find" in asked


def test_all_stamps_of_the_print_file_are_genuine_and_distinct(look, batch, asked):
    rows = b"".join(stamps_csv(batch)).decode().split("\r\n")
    assert rows[0] == "index,serial,url"
    assert rows[-1] == ""
    serials = [row.split(",")[1] for row in rows[1:-1]]
    assert [row.split(",")[0] for row in rows[1:-1]] == [str(n) for n in range(1, 1_001)]
    assert len(set(serials)) == 1_000
    assert asked == []
    places = [keyring().authenticate(serial) for serial in serials]
    assert places == [StampPlace(1, n) for n in range(1, 1_001)]


def test_the_print_file_is_made_while_it_is_read(batch):
    endless = stamps_csv({**batch, "quantity": 2**25 - 1})
    assert next(endless) == b"index,serial,url\r\n"
    assert next(endless).startswith(b"1,")


def test_scans_of_each_stamp_are_counted(scan, db):
    assert [scan(StampPlace(1, 1)), scan(StampPlace(1, 1), LATER)] == [1, 2]
    assert scan(StampPlace(1, 2)) == 1
    row = db["scanned_stamps"].find_one({"_id": "1/1"})
    assert row == {
        "_id": "1/1",
        "scans": 2,
        "first_at": FIRST,
        "last_at": LATER,
    }


def test_first_scans_at_once_are_all_counted(scan):
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: scan(StampPlace(7, 7)), range(16)))
    assert sorted(counts) == list(range(1, 17))
