"""A scan is written down at once and folded once, by whichever server."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest

from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.verdict import MANY_DEVICES, Reason, StampState, Verdict
from nscl_traceability.storage.scan_fold import fold_left_behind
from nscl_traceability.storage.scan_log import Scan, ScanLog
from nscl_traceability.storage.scan_retention import forget_scans
from nscl_traceability.storage.scan_salt import device_hash, salt_of

TODAY = datetime.now(UTC).date() - timedelta(7)
FIRST = datetime.combine(TODAY, time(1), UTC)
LATER = FIRST + timedelta(1)
COLLECTIONS = ("scan_journal", "scans", "scanned_stamps")


def scan_of(place, at=FIRST, **over):
    return Scan(place, at, **{"today": at.date(), "state": StampState(None), **over})


@pytest.fixture
def log(db):
    return ScanLog()


@pytest.fixture
def scan(log):
    """Records a scan and folds it, as a server does that has nothing else to do."""

    def record(place, at=FIRST, **over):
        (counted,) = log.record([scan_of(place, at, **over)])
        fold_all(log)
        return counted

    return record


def fold_all(log):
    while log.unfolded:
        log.fold()


def rows_of(db):
    counts = {name: db[name].count_documents({}) for name in COLLECTIONS}
    return {name: count for name, count in counts.items() if count}


def counters_of(db):
    return {row["_id"]: row["scans"] for row in db["scanned_stamps"].find()}


def test_scans_of_each_stamp_are_counted(db, scan):
    assert [scan(StampPlace(1, 1)).scans, scan(StampPlace(1, 1), LATER).scans] == [1, 2]
    assert scan(StampPlace(1, 2)).scans == 1
    row = db["scanned_stamps"].find_one({"_id": "1/1"})
    counted = {name: row[name] for name in ("scans", "first_at", "last_at")}
    assert counted == {"scans": 2, "first_at": FIRST, "last_at": LATER}


def test_a_counter_of_an_earlier_release_goes_on(db, scan):
    old = {"_id": "3/3", "scans": 41, "first_at": FIRST - timedelta(30), "last_at": FIRST}
    db["scanned_stamps"].insert_one(old)
    counted = scan(StampPlace(3, 3), LATER)
    assert (counted.scans, counted.first_at) == (42, FIRST - timedelta(30))


def test_a_group_is_one_row_until_it_is_folded(db, log):
    group = [scan_of(StampPlace(1, 1)) for _ in range(5)] + [scan_of(StampPlace(1, 2))]
    assert [counted.scans for counted in log.record(group)] == [1, 2, 3, 4, 5, 1]
    assert (log.unfolded, rows_of(db)) == (6, {"scan_journal": 1})
    assert [counted.scans for counted in log.record(group[:2])] == [6, 7]
    fold_all(log)
    assert rows_of(db) == {"scans": 8, "scanned_stamps": 2}
    assert counters_of(db) == {"1/1": 7, "1/2": 1}
    assert db["scans"].count_documents({"day": TODAY.isoformat(), "commune": None}) == 8


def test_counting_goes_on_after_a_fold(db, log):
    counts = []
    for _ in range(3):
        counts += [log.record([scan_of(StampPlace(1, 1))] * 2)[1].scans]
        log.fold(1)
    assert counts == [2, 4, 6]
    assert counters_of(db) == {"1/1": 6}


def test_what_another_server_folded_is_folded_once(db, log):
    for number in range(4):
        log.record([scan_of(StampPlace(1, number)), scan_of(StampPlace(1, 1))])
    own = db["scan_journal"].find_one({}, sort=[("_id", 1)])["_id"]
    assert fold_left_behind(datetime.now(UTC)) == 8
    assert log.record([scan_of(StampPlace(1, 1))])[0].scans == 6
    fold_all(log)
    assert rows_of(db) == {"scans": 9, "scanned_stamps": 4}
    assert counters_of(db) == {"1/0": 1, "1/1": 6, "1/2": 1, "1/3": 1}
    assert db["scan_journal"].find_one({"_id": own}) is None


def test_what_a_server_left_is_folded_once_it_is_old(db, log):
    log.record([scan_of(StampPlace(1, 1))])
    written = db["scan_journal"].find_one()["at"]
    assert fold_left_behind(written) == 0
    assert fold_left_behind(written + timedelta(milliseconds=1)) == 1
    assert fold_left_behind(datetime.now(UTC) + timedelta(1)) == 0
    assert counters_of(db) == {"1/1": 1}


def test_servers_that_fold_the_same_at_once_count_each_scan_once(db):
    logs = [ScanLog() for _ in range(4)]

    def work(log):
        for number in range(12):
            log.record([scan_of(StampPlace(7, 7)), scan_of(StampPlace(7, number))])
            fold_left_behind(datetime.now(UTC) + timedelta(1))
            fold_all(log)

    with ThreadPoolExecutor(len(logs)) as pool:
        list(pool.map(work, logs))
    assert rows_of(db) == {"scans": 96, "scanned_stamps": 12}
    assert counters_of(db) == {f"7/{n}": 52 if n == 7 else 4 for n in range(12)}


def test_scans_of_several_servers_are_counted_in_any_order(db):
    early, late = ScanLog(), ScanLog()
    early.record([scan_of(StampPlace(1, 1), device=b"1")])
    late.record([scan_of(StampPlace(1, 1), LATER, device=b"2")])
    for each in (late, early):
        fold_all(each)
    row = db["scanned_stamps"].find_one({"_id": "1/1"})
    assert (row["scans"], row["first_at"], row["last_at"]) == (2, FIRST, LATER)
    assert (row["devices_on"], row["devices"]) == (LATER.date().isoformat(), [b"2"])


def test_a_full_journal_is_folded_before_more_is_taken(db, log, monkeypatch):
    monkeypatch.setattr("nscl_traceability.storage.scan_log.MOST_UNFOLDED", 4)
    for _ in range(8):
        log.record([scan_of(StampPlace(1, 1))])
        assert log.unfolded <= 4
    fold_all(log)
    assert counters_of(db) == {"1/1": 8}


def test_scans_are_forgotten_when_they_are_old(db, scan):
    for days in (0, 1, 2):
        scan(StampPlace(1, 1), FIRST + timedelta(days))
    assert forget_scans(FIRST) == 0
    assert forget_scans(FIRST + timedelta(1, 1)) == 2
    assert [row["at"] for row in db["scans"].find()] == [FIRST + timedelta(2)]
    assert counters_of(db) == {"1/1": 3}


def test_what_is_kept_of_a_scan_tells_nothing_of_the_person(db, scan):
    salt = salt_of(TODAY)
    device = device_hash(salt, "203.0.113.7", "Phone/1.0")
    scan(StampPlace(1, 1), commune="06001", device=device)
    row = db["scans"].find_one({})
    assert row.pop("_id")
    assert row == {
        "stamp": "1/1",
        "at": FIRST,
        "day": TODAY.isoformat(),
        "commune": "06001",
        "device": device,
        "outcome": "genuine",
        "reasons": [],
    }
    assert len(device) == 8
    assert b"203.0.113" not in device


def test_the_hash_of_a_device_is_another_the_next_day(db):
    assert salt_of(TODAY) == salt_of(TODAY)
    hashes = {device_hash(salt_of(TODAY + timedelta(n)), "203.0.113.7", "P") for n in (0, 1)}
    assert len(hashes) == 2


def test_one_stamp_seen_by_many_devices_in_a_day_is_suspicious(db, scan):
    def seen(number, at=FIRST):
        counted = scan(StampPlace(1, 1), at, device=number.to_bytes(8, "big"))
        return counted.judgement

    judgements = [seen(number) for number in range(MANY_DEVICES)]
    assert {each.verdict for each in judgements[:-1]} == {Verdict.GENUINE}
    assert judgements[-1].reasons == (Reason.MANY_DEVICES,)
    assert seen(0).verdict is Verdict.SUSPICIOUS
    assert seen(0, LATER).verdict is Verdict.GENUINE
    assert db["scans"].count_documents({"outcome": "suspicious"}) == 2


def test_one_device_may_scan_as_often_as_it_likes(scan):
    for _ in range(MANY_DEVICES + 1):
        last = scan(StampPlace(1, 1), device=b"12345678")
    assert last.judgement.verdict is Verdict.GENUINE
