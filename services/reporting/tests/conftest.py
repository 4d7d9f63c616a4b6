"""Streams of events to test with; ``reporting_year`` makes them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the helpers beside this file

from reporting_year import Recorder, record_year

from nscl_contracts import CloudEvent


@pytest.fixture
def make() -> Recorder:
    """An empty stream of events to add to."""
    return Recorder()


@pytest.fixture
def year_2022(make: Recorder) -> Recorder:
    """The stream of the published year, to add to."""
    record_year(make)
    return make


@pytest.fixture(scope="session")
def published_events() -> tuple[CloudEvent, ...]:
    """The events of the published year."""
    return tuple(record_year(Recorder()))
