"""Each rule: what is a signal, what is just below its threshold, and what names it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nscl_traceability.domain import signals as rules
from nscl_traceability.domain.signals import (
    Finding,
    ForgedTally,
    Goods,
    Origin,
    SeenScan,
    Sighting,
    SignalKind,
)

LIMITS = rules.Thresholds()
DAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 5, tzinfo=UTC)
LANG_SON, HA_NOI = "06187", "00070"
ORIGIN = Origin(
    batch_id="b",
    batch_number=7,
    product_id="p",
    gtin="08936000000011",
    name="Na",
    lot_id="l",
    lot_number="L1",
    firm_id="f",
    firm_name="HTX",
    expires_on=date(2026, 1, 1),
)


def scan(*reasons, at=AT, commune=LANG_SON, stamp="7/41", day=DAY):
    return SeenScan(
        stamp=stamp, at=at, day=day, commune=commune, outcome="suspicious", reasons=reasons
    )


def kinds(*reasons, origin=ORIGIN, **over):
    return [one.kind for one in rules.of_scan(scan(*reasons, **over), origin, LIMITS)]


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("not-activated", SignalKind.BEFORE_ACTIVATION),
        ("voided", SignalKind.AFTER_VOID),
        ("scrapped", SignalKind.AFTER_VOID),
        ("lost", SignalKind.AFTER_VOID),
        ("recalled-lot", SignalKind.AFTER_RECALL),
        ("many-devices", SignalKind.MANY_DEVICES),
        ("expired", SignalKind.AFTER_EXPIRY),
    ],
)
def test_a_reason_of_the_verdict_is_a_signal(reason, kind):
    [found] = rules.of_scan(scan(reason), ORIGIN, LIMITS)
    assert (found.kind, found.key) == (kind, f"{kind.value}/7/41/2026-03-01")
    assert (found.stamp, found.commune, found.origin) == ("7/41", LANG_SON, ORIGIN)


def test_a_scan_that_is_genuine_or_has_an_unknown_reason_tells_nothing():
    assert kinds() == kinds("a-reason-of-a-later-release") == []


def test_two_reasons_of_one_kind_are_one_signal():
    assert kinds("voided", "lost", "many-devices") == [
        SignalKind.AFTER_VOID,
        SignalKind.MANY_DEVICES,
    ]


def test_goods_that_are_at_home_for_some_days_after_their_last_are_none():
    last = ORIGIN.expires_on + timedelta(LIMITS.expired_days)
    assert kinds("expired", day=last) == []
    assert kinds("expired", day=last + timedelta(1)) == [SignalKind.AFTER_EXPIRY]
    endless = Origin(**{**vars(ORIGIN), "expires_on": None})
    assert kinds("expired", origin=endless) == []


@pytest.mark.parametrize(
    ("km", "minutes", "impossible"),
    [
        (130, 30, True),  # Hà Nội to Lạng Sơn in half an hour
        (130, 70, False),  # by the expressway
        (1_140, 120, True),  # to Thành phố Hồ Chí Minh, the flight alone takes two hours
        (1_140, 180, False),
        (29, 1, False),  # networks tell communes roughly
        (None, 1, False),  # a commune whose place nobody knows
        (130, 0, True),
    ],
)
def test_a_stamp_gets_no_faster_than_goods_do(km, minutes, impossible):
    before = Sighting(HA_NOI, AT - timedelta(minutes=minutes))
    found = rules.of_travel(scan(), ORIGIN, before, km, LIMITS)
    assert bool(found) is impossible
    if found:
        assert (found.other_commune, found.km, found.minutes) == (HA_NOI, km, minutes)
        assert found.key == "impossible-travel/7/41/2026-03-01"


def test_the_order_in_which_two_places_are_told_does_not_matter():
    later = Sighting(HA_NOI, AT + timedelta(minutes=30))
    assert rules.of_travel(scan(), ORIGIN, later, 130, LIMITS).minutes == 30


def test_many_suspicious_stamps_of_a_batch_in_a_commune_are_a_cluster():
    [last] = rules.of_scan(scan("not-activated"), ORIGIN, LIMITS)
    assert rules.of_cluster(last, LIMITS.cluster_stamps - 1, LIMITS) is None
    found = rules.of_cluster(last, LIMITS.cluster_stamps, LIMITS)
    assert (found.kind, found.count, found.stamp) == (SignalKind.CLONED_CLUSTER, 5, None)
    assert found.key == "cloned-cluster/7/06187/2026-03-01"


def burst(count=LIMITS.forged_serials, **gtins):
    named = {gtin.strip("g"): number for gtin, number in gtins.items()}
    return ForgedTally(day=DAY, hour=9, commune=None, count=count, gtins=named)


def test_a_burst_of_forged_serials_is_named_by_hour_and_commune():
    few = rules.of_forged(burst(LIMITS.forged_serials - 1), None, at=AT, limits=LIMITS)
    found = rules.of_forged(burst(), None, at=AT, limits=LIMITS)
    assert few is None
    assert isinstance(found, Finding)
    assert (found.key, found.count) == ("bad-serials/2026-03-01T09/-", 30)
    assert (found.hour, found.origin, found.stamp) == (9, None, None)
    assert found.product_count is None


@pytest.mark.parametrize(
    ("gtins", "leading"),
    [
        ({}, None),
        ({"g1": 15}, None),  # the other half names none, or another
        ({"g1": 16}, "1"),
        ({"g1": 14, "g2": 16}, "2"),
        ({"g1": 12, "g2": 10}, None),
    ],
)
def test_a_burst_is_about_the_product_that_more_than_half_of_the_serials_name(gtins, leading):
    assert burst(**gtins).leading == leading


def test_a_burst_that_is_about_a_product_tells_it_and_no_batch():
    product = Goods(product_id="p", gtin="1", name="Na", firm_id="f", firm_name="HTX")
    found = rules.of_forged(burst(g1=20), product, at=AT, limits=LIMITS)
    assert (found.origin, found.product_count, found.count) == (product, 20, 30)
    assert found.batch_number is None
    assert rules.of_cluster(found, LIMITS.cluster_stamps, LIMITS) is None
