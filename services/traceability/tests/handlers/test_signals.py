"""Scans that were kept are looked at once: signals, heat, and what is too much of one kind."""

import itertools
import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from nscl_shared.kernel import new_id
from nscl_traceability.domain.signals import Thresholds
from nscl_traceability.handlers.signal_commands import WatchScans

# near now: the database forgets scans of long ago by itself
TODAY = datetime.now(UTC).date() - timedelta(3)
FIRST = datetime.combine(TODAY, time(2), UTC)
NIGHT = datetime.combine(TODAY, time(20), UTC)
LANG_SON, HA_NOI = "06187", "00070"
TYPE = "vn.nscl.traceability.counterfeit-signal-raised.v1"


@pytest.fixture
def batch(do):
    """Stamps 1 to 10,000 of batch 1."""
    product = do.product(gtin="8936000000011")
    lot_id = do.lot(product["id"], quantity=10_000, expires_on=TODAY - timedelta(90))
    return do.stamps(lot_id, 10_000)


@pytest.fixture
def scanned(db, batch):
    """Keeps a scan as the scan server does, one after the other."""
    clock = itertools.count()

    def keep(index, *reasons, at=None, commune=None, outcome="suspicious"):
        row = {
            "_id": new_id(),
            "stamp": f"1/{index}",
            "at": at or FIRST + timedelta(seconds=next(clock)),
            "day": TODAY.isoformat(),
            "commune": commune,
            "device": b"12345678",
            "outcome": outcome,
            "reasons": list(reasons),
        }
        db["scans"].insert_one(row)

    return keep


@pytest.fixture
def look(bus):
    """Looks at all that is there, as the timer does."""

    def run(until=NIGHT, most=500, span=timedelta(days=1), **limits):
        raised = 0
        while True:
            command = WatchScans(until=until, span=span, most=most, limits=Thresholds(**limits))
            done = bus.execute(command)
            raised += sum(done["raised"].values())
            if not done["more"]:
                return raised

    return run


@pytest.fixture
def signals(db):
    """Kind and stamp of all signals, in the order they were raised."""

    def found(*fields):
        names = fields or ("kind", "stamp")
        rows = db["signals"].find().sort("_id", 1)
        return [tuple(row.get(name) for name in names) for row in rows]

    return found


def told(db):
    rows = db["outbox"].find({"type": TYPE}).sort("_id", 1)
    return [json.loads(row["body"])["data"] for row in rows]


def test_a_scan_before_activation_is_raised_with_its_event_and_names_no_stamp(
    db, scanned, look, signals
):
    scanned(41, "not-activated", commune=LANG_SON)
    assert look() == 1
    assert signals() == [("before-activation", "1/41")]
    [event] = told(db)
    assert (event["kind"], event["lot_number"], event["commune_code"]) == (
        "before-activation", "L1", LANG_SON,
    )  # fmt: skip
    assert "1/41" not in json.dumps(event)


def test_what_was_looked_at_is_not_looked_at_again(db, scanned, look):
    for index in range(1, 8):
        scanned(index, "voided")
    assert look(most=3) == 8  # seven stamps and their cluster
    assert look(most=3) == 0
    scanned(8, "voided", at=NIGHT)
    assert look(until=NIGHT) == 0
    assert look(until=NIGHT + timedelta(seconds=1)) == 1
    assert len(told(db)) == db["signals"].count_documents({}) == 9


def test_the_same_stamp_is_raised_once_a_day_however_often_it_is_scanned(scanned, look, signals):
    for _ in range(20):
        scanned(5, "lost")
    look(most=7)
    assert signals() == [("after-void", "1/5")]


def test_recall_and_long_expiry_are_raised_and_make_no_cluster(scanned, look, signals):
    for index in range(1, 10):
        scanned(index, "recalled-lot", "expired", commune=LANG_SON)
    look()
    assert {kind for kind, _stamp in signals()} == {"after-recall", "after-expiry"}
    assert len(signals()) == 18


def test_scans_of_one_moment_are_all_looked_at_over_several_pages(db, scanned, look):
    for index in range(1, 24):
        scanned(index, "recalled-lot", at=FIRST)
    assert look(most=5) == 23
    assert db["scan_heat"].find_one()["scans"] == 23


def test_long_silence_is_crossed_in_spans(scanned, look):
    scanned(1, "voided", at=FIRST - timedelta(days=2))
    scanned(2, "voided", at=FIRST + timedelta(hours=9))
    assert look(span=timedelta(hours=6)) == 2


def test_scans_that_wait_in_the_journal_are_waited_for(db, scanned, look):
    """What comes later than a scan that is not folded yet is looked at after it."""
    scan = {"at": FIRST, "stamp": "1/1"}
    entry = {"_id": new_id(), "at": FIRST + timedelta(seconds=1), "scans": [scan]}
    db["scan_journal"].insert_one(entry)
    scanned(2, "voided", at=FIRST + timedelta(minutes=5))
    assert look() == 0
    scanned(1, "voided", at=FIRST)
    db["scan_journal"].delete_many({})
    assert look() == 2


@pytest.mark.parametrize(("minutes", "raised"), [(30, 1), (120, 0)])
def test_a_stamp_in_two_provinces_too_soon_is_impossible_travel(db, scanned, look, minutes, raised):
    scanned(9, at=FIRST, commune=HA_NOI, outcome="genuine")
    look(until=FIRST + timedelta(seconds=1))  # the first sighting is known from an earlier look
    scanned(9, at=FIRST + timedelta(minutes=minutes), commune=LANG_SON, outcome="genuine")
    assert look() == raised
    if raised:
        [event] = told(db)
        assert (event["other_commune_code"], event["minutes"]) == (HA_NOI, minutes)
        assert 120 < event["km"] < 140


def test_scans_of_an_unknown_place_are_no_travel(scanned, look):
    for minute, commune in enumerate((HA_NOI, None, "99999")):
        at = FIRST + timedelta(minutes=minute)
        scanned(9, at=at, commune=commune, outcome="genuine")
    assert look() == 0


def test_stamps_of_one_batch_in_one_commune_are_a_cluster_found_over_several_looks(
    scanned, look, signals
):
    for index in range(1, 5):
        at = FIRST + timedelta(minutes=index)
        scanned(index, "not-activated", at=at, commune=LANG_SON)
        elsewhere = HA_NOI if index < 3 else None
        scanned(index + 50, "not-activated", at=at, commune=elsewhere)
        look(until=at + timedelta(seconds=1))
    assert "cloned-cluster" not in dict(signals())
    for index in (5, 6):
        scanned(index, "not-activated", at=FIRST + timedelta(hours=1), commune=LANG_SON)
    look()
    clusters = [row for row in signals("kind", "commune", "count") if row[0] == "cloned-cluster"]
    assert clusters == [("cloned-cluster", LANG_SON, 6)]


def test_a_batch_sold_before_activation_gives_a_bounded_number_of_signals(db, scanned, look):
    for index in range(1, 41):
        scanned(index, "not-activated", commune=LANG_SON)
    look(most=7, most_alike=12)
    assert db["signals"].count_documents({"kind": "before-activation"}) == 12
    assert db["scan_heat"].find_one()["suspicious"] == 40


def test_heat_counts_every_scan_by_day_and_commune_once(db, scanned, look):
    for n in range(10):
        scanned(n + 1, commune=LANG_SON if n < 6 else None, outcome="genuine")
    scanned(1, "voided", commune=LANG_SON)
    look(most=4)
    look(most=4)
    heat = {row["commune"]: (row["scans"], row["suspicious"]) for row in db["scan_heat"].find()}
    assert heat == {LANG_SON: (7, 1), None: (4, 0)}


def test_a_scan_of_a_batch_that_is_gone_is_passed_over(db, scanned, look):
    scanned(1, "voided")
    db["scans"].update_one({}, {"$set": {"stamp": "77/1"}})
    assert look() == 0


def test_dates_of_events_are_the_local_days_of_the_scans(db, scanned, look):
    scanned(1, "voided")
    look()
    assert date.fromisoformat(told(db)[0]["noticed_on"]) == TODAY
