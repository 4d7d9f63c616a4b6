"""A real database, emptied for every test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nscl_identity.handlers.table import HANDLERS
from nscl_identity.storage.setup import setup
from nscl_identity.storage.unit_of_work import IdentityUnitOfWork
from nscl_shared.messaging import CommandBus
from nscl_shared.testing.storage import connected_apart, emptied


@pytest.fixture(scope="session")
def connected(database: Any) -> Iterator[None]:
    """Connect as the service does."""
    with connected_apart("identity", database.mongodb_uri):
        yield


@pytest.fixture
def db(connected: None) -> Any:
    """The service's database, prepared and empty."""
    return emptied("identity", setup)


@pytest.fixture
def bus(db: Any) -> CommandBus:
    """The command bus over the real database."""
    return CommandBus("identity", HANDLERS, IdentityUnitOfWork)
