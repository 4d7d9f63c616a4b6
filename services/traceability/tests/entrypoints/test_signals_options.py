"""Thresholds are settings; a look takes about a page of scans at a time."""

from datetime import timedelta

import pytest
from environs import EnvError

from nscl_traceability.domain.signals import Thresholds
from nscl_traceability.entrypoints.signals_options import signal_options
from nscl_traceability.entrypoints.signals_watch import LONGEST, PAGE, SHORTEST, next_span


@pytest.fixture(autouse=True)
def _anew():
    signal_options.cache_clear()
    yield
    signal_options.cache_clear()


def test_what_is_not_set_is_as_usual():
    assert signal_options().limits == Thresholds()
    assert signal_options().lag == timedelta(seconds=60)


def test_a_province_sets_its_own(monkeypatch):
    monkeypatch.setenv("NSCL_SIGNALS_CLUSTER_STAMPS", "12")
    monkeypatch.setenv("NSCL_SIGNALS_NEAREST_KM", "80.5")
    limits = signal_options().limits
    assert (limits.cluster_stamps, limits.nearest_km) == (12, 80.5)


def test_a_setting_that_is_no_number_is_named(monkeypatch):
    monkeypatch.setenv("NSCL_SIGNALS_MOST_ALIKE", "many")
    with pytest.raises(EnvError, match="NSCL_SIGNALS_MOST_ALIKE"):
        signal_options()


@pytest.mark.parametrize(
    ("span", "read", "following"),
    [
        (SHORTEST, PAGE, SHORTEST),
        (SHORTEST * 8, PAGE, SHORTEST * 4),
        (SHORTEST, 0, SHORTEST * 2),
        (SHORTEST, PAGE // 2, SHORTEST),
        (LONGEST, 0, LONGEST),
    ],
)
def test_the_fewer_scans_the_more_time_is_looked_at(span, read, following):
    assert next_span(span, read) == following
