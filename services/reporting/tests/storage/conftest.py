"""A real database, emptied for each test."""

from __future__ import annotations

import pytest

from nscl_reporting.handlers.table import HANDLERS
from nscl_reporting.storage.setup import setup
from nscl_reporting.storage.unit_of_work import ReportingUnitOfWork
from nscl_shared.messaging import CommandBus
from nscl_shared.testing.storage import connected_apart, emptied


@pytest.fixture(scope="session")
def connected(database):
    with connected_apart("reporting", database.mongodb_uri):
        yield


@pytest.fixture
def bus(connected):
    emptied("reporting", setup)
    return CommandBus("reporting", HANDLERS, ReportingUnitOfWork)
