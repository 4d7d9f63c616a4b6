"""A real database, emptied for each test."""

from __future__ import annotations

import pytest

from nscl_reporting.handlers.table import HANDLERS
from nscl_reporting.storage.setup import setup
from nscl_reporting.storage.unit_of_work import ReportingUnitOfWork
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect
from nscl_shared.persistence import database as database_of


@pytest.fixture(scope="session")
def prepared(database):
    connect("reporting", database.mongodb_uri)
    setup()


@pytest.fixture
def bus(prepared):
    db = database_of("reporting")
    for name in db.list_collection_names():
        db[name].delete_many({})
    return CommandBus("reporting", HANDLERS, ReportingUnitOfWork)
