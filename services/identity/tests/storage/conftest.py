"""A real database, emptied for every test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mongoengine
import pytest

from nscl_identity.handlers.table import HANDLERS
from nscl_identity.storage.setup import setup
from nscl_identity.storage.unit_of_work import IdentityUnitOfWork
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import connect
from nscl_shared.persistence import database as database_of


@pytest.fixture(scope="session")
def connected(database: Any) -> Iterator[None]:
    """Connect as the service does."""
    connect("identity", database.mongodb_uri)
    yield
    mongoengine.disconnect("identity")


@pytest.fixture
def db(connected: None) -> Any:
    """The service's database, prepared and empty."""
    found = database_of("identity")
    for name in found.list_collection_names():
        found[name].delete_many({})
    setup()
    return found


@pytest.fixture
def bus(db: Any) -> CommandBus:
    """The command bus over the real database."""
    return CommandBus("identity", HANDLERS, IdentityUnitOfWork)
