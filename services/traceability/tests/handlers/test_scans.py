"""What a scan finds, what it costs and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest

from nscl_shared.testing.loops import run_apart
from nscl_traceability.domain.gs1.own_link import OwnLink
from nscl_traceability.domain.serials import ALPHABET, LENGTH, StampPlace
from nscl_traceability.domain.verdict import Reason, Verdict, judge
from nscl_traceability.queries.memory import Memory
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.queries.stamps import serial_at, stamps_csv
from nscl_traceability.scanner.lookup import Wanted, find_stamp
from nscl_traceability.storage.keyring import keyring

TODAY = datetime.now(UTC).date() - timedelta(7)
FIRST = datetime.combine(TODAY, time(1), UTC)
LATER = FIRST + timedelta(1)
EXPIRY = TODAY + timedelta(21)


@pytest.fixture
def batch(do):
    product = do.product(gtin="8936000000011", name="Na Chi Lăng")
    lot_id = do.lot(product["id"], expires_on=EXPIRY)
    return show_batch(do.stamps(lot_id, 1_000, activate=True)["id"])


@pytest.fixture
def look(batch):
    def at(serial=None, *, gtin=None, lot_number="L1"):
        link = OwnLink(gtin or batch["gtin"], lot_number, serial or serial_at(batch, 1))
        return run_apart(found(Wanted("", *link)))

    return at


async def found(wanted):
    with ThreadPoolExecutor(1) as readers:
        return await find_stamp(wanted, keyring(), Memory(readers, lambda: True))


def verdict(stamp, today=TODAY):
    return judge(stamp.found.item.state(stamp.batch, stamp.place), today)


def test_a_stamp_tells_its_product_and_lot(look, batch):
    stamp = look(serial_at(batch, 1_000))
    assert (verdict(stamp).verdict, stamp.place) == (Verdict.GENUINE, StampPlace(1, 1_000))
    item = stamp.found.item
    assert (item.product["name"], item.lot["lot_number"]) == ("Na Chi Lăng", "L1")


def test_a_stamp_past_the_expiry_of_its_lot_says_so(look):
    assert verdict(look(), EXPIRY).verdict is Verdict.GENUINE
    assert verdict(look(), EXPIRY + timedelta(1)).verdict is Verdict.EXPIRED


@pytest.mark.parametrize("wrong", [{"gtin": "08936000000028"}, {"lot_number": "L2"}])
def test_a_serial_on_another_product_or_lot_is_unknown(look, wrong):
    assert look(**wrong) is None


def test_a_place_beyond_the_batch_is_unknown(look, batch):
    assert look(serial_at(batch, 1_000)) is not None
    assert look(serial_at(batch, 1_001)) is None
    assert look(keyring().serial(StampPlace(2, 1), 0)) is None


def test_a_forged_serial_costs_no_command_to_the_database(look, batch, asked):
    for letter in ALPHABET:
        assert look(letter * LENGTH) is None
    assert look("nothing") is None
    assert asked == []
    look()
    assert "find" in asked


@pytest.mark.parametrize(
    ("change", "index", "reasons"),
    [
        ({"activated": [[1, 10]]}, 10, ()),
        ({"activated": [[1, 10]]}, 11, (Reason.NOT_ACTIVATED,)),
        ({"activated": []}, 1, (Reason.NOT_ACTIVATED,)),
        ({"activated": [[1, 1000]], "voided": [[5, 5], [7, 9]]}, 8, (Reason.VOIDED,)),
        ({"voided": [[5, 5], [7, 9]]}, 6, ()),
        ({"scrapped": [[1, 2]]}, 2, (Reason.SCRAPPED,)),
        ({"lost": [[1, 2]], "activated": [[3, 9]]}, 1, (Reason.LOST,)),
    ],
)
def test_the_intervals_of_a_batch_decide_about_its_stamps(look, batch, db, change, index, reasons):
    db["stamp_batches"].update_one({"_id": batch["id"]}, {"$set": change})
    judgement = verdict(look(serial_at(batch, index)))
    assert judgement.reasons == reasons
    assert judgement.verdict is (Verdict.SUSPICIOUS if reasons else Verdict.GENUINE)


def test_a_recall_of_the_lot_is_graver_than_anything(look, batch, db):
    recall = {"recall_id": "r", "reason": "Dư lượng", "opened_on": FIRST, "closed_on": None}
    db["lots"].update_one({"_id": batch["lot_id"]}, {"$set": {"recall": recall}})
    db["stamp_batches"].update_one({"_id": batch["id"]}, {"$set": {"voided": [[1, 1000]]}})
    judgement = verdict(look(), EXPIRY + timedelta(100))
    assert judgement.verdict is Verdict.RECALLED
    assert judgement.reasons == (Reason.RECALLED_LOT, Reason.VOIDED, Reason.EXPIRED)


def test_all_stamps_of_the_print_file_are_genuine_and_distinct(look, batch, asked):
    rows = b"".join(stamps_csv(batch)).decode().split("\r\n")
    assert rows[0] == "index,serial,url"
    assert rows[-1] == ""
    serials = [row.split(",")[1] for row in rows[1:-1]]
    assert [row.split(",")[0] for row in rows[1:-1]] == [str(n) for n in range(1, 1_001)]
    assert len(set(serials)) == 1_000
    assert asked == []
    places = [keyring().authenticate_from_memory(serial) for serial in serials]
    assert places == [StampPlace(1, n) for n in range(1, 1_001)]
    assert asked == []


def test_the_print_file_is_made_while_it_is_read(batch):
    endless = stamps_csv({**batch, "quantity": 2**25 - 1})
    assert next(endless) == b"index,serial,url\r\n"
    assert next(endless).startswith(b"1,")
