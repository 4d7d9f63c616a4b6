"""The running scan server: what changes is seen at once, what is acknowledged is never lost."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil
import pymongo

from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.state import read_state
from nscl_shared.testing import waiting
from nscl_shared.testing.fixtures import supervised
from nscl_shared.testing.loops import run_apart
from nscl_traceability.domain.serials import ALPHABET

SECOND = 1.0
STORM = int(os.environ.get("NSCL_SCAN_STORM", "300"))
AT_ONCE = 16


def verdict(client, path):
    return client.get(path).json()["verdict"]


def seconds_until(client, path, wanted):
    began = time.monotonic()
    waiting.until(lambda: verdict(client, path) == wanted, wanted, 20)
    return time.monotonic() - began


def test_a_recall_turns_every_page_of_the_lot_red_within_a_second(
    run_scanner, stamp_path, batch, db
):
    with run_scanner().client() as program:
        paths = [stamp_path(index) for index in (1, 5_000, 10_000)]
        assert {verdict(program, path) for path in paths} == {"genuine"}
        recall = {"recall_id": "r-1", "reason": "Dư lượng", "opened_on": datetime.now(UTC)}
        recall["instruction"] = "Gửi trả hợp tác xã"
        db["lots"].update_one({"_id": batch["lot_id"]}, {"$set": {"recall": recall}})
        assert seconds_until(program, paths[0], "recalled") < SECOND
        assert {verdict(program, path) for path in paths} == {"recalled"}
        page = program.get(paths[0], headers={"Accept": "text/html", "Accept-Language": "en"}).text
        assert "Recalled: do not use" in page
        assert "Dư lượng" in page
        assert "Gửi trả hợp tác xã" in page


def test_what_voids_or_activates_stamps_is_seen_within_a_second(run_scanner, stamp_path, batch, db):
    def change(**fields):
        db["stamp_batches"].update_one({"_id": batch["id"]}, {"$set": fields})

    with run_scanner().client() as program:
        path = stamp_path(7)
        assert verdict(program, path) == "genuine"
        change(activated=[[8, 9]])
        assert seconds_until(program, path, "suspicious") < SECOND
        assert program.get(path).json()["reasons"] == ["not-activated"]
        change(activated=[[1, 9]])
        assert seconds_until(program, path, "genuine") < SECOND
        change(voided=[[7, 7]])
        assert seconds_until(program, path, "suspicious") < SECOND


def test_a_lot_that_was_not_known_is_found_once_it_is_recorded(run_scanner, stamp_path, batch, db):
    lot = db["lots"].find_one({"_id": batch["lot_id"]})
    path = stamp_path(1).partition("/21/")[0]
    with run_scanner().client() as program:
        db["lots"].delete_one({"_id": lot["_id"]})
        waiting.until(lambda: program.get(path).status_code == 404, "the lot to be gone", 10)
        db["lots"].insert_one(lot)
        waiting.until(lambda: program.get(path).status_code == 307, "the lot to be there", 10)


def test_scans_from_memory_and_forgeries_ask_the_database_for_nothing(
    run_scanner, stamp_path, database
):
    with run_scanner().client() as program:
        path = stamp_path(1)
        redirect = f"{path}?linkType=defaultLink"
        assert program.get(redirect).status_code == 307
        forged = [path[:-20] + letter * 20 for letter in ALPHABET]
        typed = [f"/verify/?code={each[-20:]}" for each in forged]
        before = reads(database)
        for _ in range(5):
            assert {program.get(each).status_code for each in (*forged, *typed)} == {404}
            assert program.get(redirect).status_code == 307
        after = reads(database)
    # others of this database server ask now and then; 325 requests would be as many reads
    assert after - before < len(forged)


def reads(database):
    """Return how many queries the server answered so far."""
    with pymongo.MongoClient(database.mongodb_uri) as client:
        return client.admin.command("serverStatus")["opcounters"]["query"]


def test_no_acknowledged_scan_is_lost_when_the_server_is_killed_in_a_storm(
    run_scanner, stamp_path, db
):
    running = run_scanner()
    worker = psutil.Process(running.pid()).children()[0]
    acknowledged = run_apart(storm(running, stamp_path, running.pid()))
    worker.wait(10)  # the kernel ends it with its parent
    run_scanner()  # folds what the killed one left
    assert_kept(acknowledged, db)


def test_no_acknowledged_scan_is_lost_when_the_database_is_killed_in_a_storm(
    run_scanner, stamp_path, db, tmp_path: Path
):
    layout = Layout(tmp_path / "apart")
    with owned(layout, base=0) as ports:
        server = Database(layout, ports)
        with supervised(layout, server.parts()):
            copy(db, server.mongodb_uri)
            running = run_scanner(NSCL_MONGODB_URI=server.mongodb_uri)
            acknowledged = run_apart(storm(running, stamp_path, apart_pid(layout)))
            waiting.until(server.ready, "the database again", 60)
            with pymongo.MongoClient(server.mongodb_uri) as client:
                assert_kept(acknowledged, client["nscl_traceability"])


def apart_pid(layout):
    (part,) = read_state(layout).parts
    return part.pid


def assert_kept(acknowledged, db):
    assert len(acknowledged) > STORM // 3
    all_folded(db)
    stored = {row["stamp"] for row in db["scans"].find({}, {"stamp": 1})}
    assert {f"1/{index}" for index in acknowledged} <= stored
    assert counters_of(db) == records_of(db)


def all_folded(db):
    waiting.until(lambda: not db["scan_journal"].count_documents({}), "all scans folded", 30)


async def storm(running, stamp_path, victim):
    """Scan many stamps at once, kill a process in the middle; return what was acknowledged."""
    acknowledged = []
    half = asyncio.Event()
    paths = {index: stamp_path(index) for index in range(1, 4 * STORM)}
    async with httpx.AsyncClient(base_url=running.url, trust_env=False, timeout=30) as client:

        async def scans(first):
            for index in range(first, 4 * STORM, AT_ONCE):
                try:
                    answer = await client.get(paths[index])
                except httpx.TransportError:
                    return
                if answer.status_code != 200:
                    return
                acknowledged.append(index)
                if len(acknowledged) >= STORM:
                    half.set()

        tasks = [asyncio.create_task(scans(first)) for first in range(1, AT_ONCE + 1)]
        await asyncio.wait_for(half.wait(), 60)
        os.kill(victim, signal.SIGKILL)
        await asyncio.gather(*tasks)
    return acknowledged


def counters_of(db):
    return {row["_id"]: row["scans"] for row in db["scanned_stamps"].find()}


def records_of(db):
    counts: dict[str, int] = {}
    for row in db["scans"].find({}, {"stamp": 1}):
        counts[row["stamp"]] = counts.get(row["stamp"], 0) + 1
    return counts


def test_two_servers_count_the_scans_of_one_stamp_together(run_scanner, stamp_path, db):
    first, second = run_scanner(), run_scanner()
    path = stamp_path(3)

    def scan(running):
        with running.client() as program:
            counts = [program.get(path).json()["scans"] for _ in range(15)]
        # each knows its own at once, those of the other when they are folded
        assert counts == sorted(set(counts))
        assert all(own <= count <= own + 15 for own, count in enumerate(counts, 1))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(scan, (first, second)))
    all_folded(db)
    assert counters_of(db) == records_of(db) == {"1/3": 30}
    with first.client() as program:
        assert program.get(path).json()["scans"] == 31


def test_above_the_limit_scans_are_sampled_and_every_one_is_counted(run_scanner, stamp_path, db):
    settings = {"NSCL_SCAN_PER_SECOND": "5", "NSCL_SCAN_SAMPLE": "10"}
    with run_scanner(**settings).client() as program:
        seen = [program.get(stamp_path(index)).json() for index in range(1, 201)]
        forged = stamp_path(1)[:-20] + "0" * 20
        assert {program.get(forged).status_code for _ in range(25)} == {404}
    assert {each["verdict"] for each in seen} == {"genuine"}
    recorded = [each for each in seen if each["scans"] is not None]
    assert 5 < len(recorded) < 150
    all_folded(db)
    assert db["scans"].count_documents({}) == len(recorded)
    wanted = {"genuine": 200 - len(recorded), "unknown": 25}
    waiting.until(lambda: tallies_of(db) == wanted, f"the counts to be {wanted}", 10)


def tallies_of(db):
    found = {}
    for row in db["scan_tallies"].find():
        found[row["outcome"]] = found.get(row["outcome"], 0) + row["count"]
    return found


def test_scans_are_refused_while_the_database_is_away_and_taken_when_it_is_back(
    run_scanner, stamp_path, tmp_path: Path, db
):
    layout = Layout(tmp_path / "apart")
    with owned(layout, base=0) as ports:
        server = Database(layout, ports)
        path = stamp_path(1)
        with supervised(layout, server.parts()):
            copy(db, server.mongodb_uri)
            running = run_scanner(NSCL_MONGODB_URI=server.mongodb_uri)
            with running.client() as program:
                assert program.get(path).json()["scans"] == 1
        with running.client() as program:
            away = program.get(path)
            assert away.status_code == 503
            assert away.headers["retry-after"] == "5"
            assert program.get("/health/live").status_code == 200
            assert program.get("/health/ready").status_code == 503
            with supervised(layout, server.parts()):
                waiting.until(lambda: program.get(path).status_code == 200, "scans again", 30)
                assert program.get(path).json()["scans"] == 3


def copy(db, mongodb_uri):
    with pymongo.MongoClient(mongodb_uri) as client:
        for name in ("stamp_keys", "stamp_batches", "products", "lots"):
            client["nscl_traceability"][name].insert_many(list(db[name].find()))
