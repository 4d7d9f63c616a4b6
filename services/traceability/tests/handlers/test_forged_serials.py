"""Forged serials are counted; a burst is told once, with the product that most of them name."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.signals import Thresholds
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.handlers.signal_commands import (
    OpenCase,
    VoidCaseStamps,
    WatchTallies,
)
from nscl_traceability.queries.scan_heat import MOST_PRODUCTS, heat_of, heat_view
from nscl_traceability.queries.signals import SignalFilter, list_signals
from nscl_traceability.storage.scan_tallies import Tally, add_tallies

AT = datetime.now(UTC)
TODAY = AT.date()
LANG_SON, HA_NOI = "06187", "00070"
TYPE = "vn.nscl.traceability.counterfeit-signal-raised.v1"


def told(db):
    return [json.loads(row["body"])["data"] for row in db["outbox"].find({"type": TYPE})]


def forged(count, commune=LANG_SON, day=TODAY, gtin=None):
    add_tallies({Tally(day, 9, commune, Verdict.UNKNOWN, gtin): count})


def of_today():
    return WatchTallies(days=(TODAY,), at=AT, limits=Thresholds())


def test_a_burst_of_forged_serials_is_raised_once_while_it_goes_on(db, bus):
    forged(29)
    forged(500, day=TODAY - timedelta(1))
    assert bus.execute(of_today())["raised"] == {}
    forged(1)
    forged(31, commune=None)
    assert bus.execute(of_today())["raised"] == {"bad-serials": 2}
    forged(1_000)
    assert bus.execute(of_today())["raised"] == {}
    found = [(row["kind"], row["count"], row["hour"]) for row in db["signals"].find()]
    assert sorted(found) == [("bad-serials", 30, 9), ("bad-serials", 31, 9)]
    assert all(event["product_id"] is None for event in told(db))


@pytest.fixture
def named(do):
    """The product that forged serials name."""
    return do.product(gtin="8936000000011", name="Na Chi Lăng")


def test_a_burst_is_told_with_the_product_that_most_of_its_serials_name(db, bus, named):
    forged(10)
    forged(20, gtin=named["gtin"])
    forged(5, gtin="08936000000028")
    assert bus.execute(of_today())["raised"] == {"bad-serials": 1}
    [signal] = list_signals(SignalFilter(first=TODAY, last=TODAY, product_id=named["id"]))[0]
    assert (signal["name"], signal["lot_number"], signal["batch_number"]) == (
        "Na Chi Lăng", None, None,
    )  # fmt: skip
    assert (signal["count"], signal["product_count"]) == (35, 20)
    [event] = told(db)
    assert (event["gtin"], event["product_count"], event["count"]) == (named["gtin"], 20, 35)
    assert (event["lot_id"], event["lot_number"]) == (None, None)


def test_a_burst_over_several_products_is_about_none_and_one_that_is_gone_is_not_told(db, bus):
    forged(40, gtin="08936000000028")
    forged(20, gtin="08936000000011", commune=HA_NOI)
    forged(20, gtin="08936000000028", commune=HA_NOI)
    assert bus.execute(of_today())["raised"] == {"bad-serials": 2}
    assert {event["product_id"] for event in told(db)} == {None}


def test_a_case_about_forged_serials_is_about_their_product_and_voids_nothing(db, bus, named):
    forged(40, gtin=named["gtin"])
    bus.execute(of_today())
    act = Act(by="officer-1", at=AT, on=TODAY, note="")
    signal_id = db["signals"].find_one()["_id"]
    opened = bus.execute(OpenCase(title="Mã giả", signal_ids=[signal_id], report_ids=[], act=act))
    assert db["cases"].find_one()["products"] == [named["id"]]
    void = VoidCaseStamps(case_id=opened["id"], version=None, act=act)
    assert bus.execute(void)["voided"] == 0


def test_rows_of_releases_that_noted_no_product_count_as_before(db, bus, named):
    row = {"day": TODAY.isoformat(), "hour": 9, "commune": LANG_SON, "outcome": "unknown"}
    key = f"{TODAY}T09/{LANG_SON}/unknown"
    db["scan_tallies"].insert_one({"_id": key, **row, "count": 25})
    forged(5)
    forged(5, gtin=named["gtin"])
    add_tallies({Tally(TODAY, 9, LANG_SON, Verdict.GENUINE): 7})
    assert sorted(each["count"] for each in db["scan_tallies"].find()) == [5, 7, 30]
    bus.execute(of_today())
    assert [one["count"] for one in told(db)] == [35]
    heat = heat_of(TODAY, TODAY)
    [line] = heat_view(heat)
    assert (line["forged"], line["scans"]) == (35, 7)
    [product] = line["forged_products"]
    assert (product["name"], product["gtin"], product["count"]) == (
        "Na Chi Lăng", named["gtin"], 5,
    )  # fmt: skip
    assert heat.forged_products == line["forged_products"]


def test_the_products_that_are_told_of_a_day_are_few_however_many_are_named(db):
    for number in range(MOST_PRODUCTS + 5):
        forged(number + 1, gtin=f"{number:014}")
    [line] = heat_view(heat_of(TODAY, TODAY))
    assert [one["count"] for one in line["forged_products"]] == list(range(25, 5, -1))
    assert {one["name"] for one in line["forged_products"]} == {None}
    assert line["forged"] == sum(range(26))
