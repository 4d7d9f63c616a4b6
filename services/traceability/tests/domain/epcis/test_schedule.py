"""A schedule names the times at which a standing query is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nscl_shared.formats import VIETNAM
from nscl_traceability.domain.epcis.schedule import Schedule, SubscriptionControls, read_schedule

WEDNESDAY = datetime(2026, 11, 25, 14, 30, 15, 250_000, VIETNAM)


def after(at: datetime, **given: str) -> str:
    found = Schedule(given).next_after(at)
    return found.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"hour": "1", "minute": "5"}, "2026-11-26 01:05:00"),
        ({"hour": "15"}, "2026-11-25 15:00:00"),
        ({"second": "0/30"}, "2026-11-25 14:30:30"),
        ({"second": "10"}, "2026-11-25 14:31:10"),
        ({"minute": "[31-33],50"}, "2026-11-25 14:31:00"),
        ({"minute": "0,30"}, "2026-11-25 15:00:00"),
        ({"dayOfWeek": "1"}, "2026-11-30 00:00:00"),
        ({"dayOfWeek": "3", "hour": "14", "minute": "31"}, "2026-11-25 14:31:00"),
        ({"dayOfMonth": "31"}, "2026-12-31 00:00:00"),
        ({"month": "2", "dayOfMonth": "29"}, "2028-02-29 00:00:00"),
        ({"dayOfMonth": "1", "month": "1", "hour": "[8-9]"}, "2027-01-01 08:00:00"),
    ],
)
def test_the_next_time_is_the_first_that_fits(given: dict[str, str], expected: str) -> None:
    assert after(WEDNESDAY, **given) == expected


def test_a_time_is_never_named_twice_and_each_fits() -> None:
    schedule, at = Schedule({"second": "0/20", "minute": "59", "hour": "23"}), WEDNESDAY
    times = [at := schedule.next_after(at) for _ in range(7)]
    assert times == sorted(set(times))
    assert {(t.hour, t.minute, t.second % 20) for t in times} == {(23, 59, 0)}
    assert times[6].date() - times[0].date() == timedelta(days=2)


def test_the_clock_is_that_of_vietnam() -> None:
    found = Schedule({"hour": "1"}).next_after(datetime(2026, 11, 25, tzinfo=UTC))
    assert found == datetime(2026, 11, 25, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (None, "epcis-schedule-empty", "schedule"),
        ({}, "epcis-schedule-empty", "schedule"),
        (["1"], "epcis-schedule-empty", "schedule"),
        ({"week": "1"}, "epcis-subscription-unknown", "schedule.week"),
        *(
            ({"hour": bad}, "epcis-schedule-part", "schedule.hour")
            for bad in ("", "24", "1,", "[5-2]", "[1-24]", "0/0", "*", "-1", "1.5", "٣", "1" * 300)
        ),
        *(
            ({"hour": bad}, "epcis-schedule-part", "schedule.hour")
            for bad in (True, None, [1], 1.5)
        ),
        ({"dayOfWeek": "0"}, "epcis-schedule-part", "schedule.dayOfWeek"),
        ({"dayOfMonth": "31", "month": "2,4"}, "epcis-schedule-never", "schedule"),
    ],
)
def test_what_cannot_be_read_is_refused(given: Any, code: str, field: str) -> None:
    with pytest.raises(SubscriptionControls) as refused:
        read_schedule(given, WEDNESDAY)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_numbers_may_be_numbers() -> None:
    assert read_schedule({"hour": 1, "minute": "5, 6"}, WEDNESDAY).given == {
        "hour": "1",
        "minute": "5,6",
    }
