"""A day begins at midnight in Viet Nam, which is 17:00 UTC."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from nscl_shared.kernel.clock import local_date, now, today


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, 59, 999_000, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=9))), date(2025, 12, 31)),
    ],
)
def test_a_moment_belongs_to_the_day_of_vietnam(at, day):
    assert local_date(at) == day


def test_now_is_what_the_database_gives_back():
    assert now().microsecond % 1000 == 0
    assert today() in {local_date(now()), local_date(now() - timedelta(minutes=1))}
