"""A real database, emptied for every test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from nscl_registration.handlers.table import HANDLERS
from nscl_registration.storage.setup import setup
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import in_transaction
from nscl_shared.testing.storage import connected_apart, emptied


@pytest.fixture(scope="session")
def connected(database: Any) -> Iterator[None]:
    """Connect as the service does."""
    with connected_apart("registration", database.mongodb_uri):
        yield


@pytest.fixture
def db(connected: None) -> Any:
    """The service's database, prepared and empty."""
    return emptied("registration", setup)


@pytest.fixture
def bus(db: Any) -> CommandBus:
    """The command bus over the real database."""
    return CommandBus("registration", HANDLERS, RegistrationUnitOfWork)


@pytest.fixture
def keep(db: Any) -> Any:
    """Write aggregates by the name of their repository."""

    def save(**aggregates: Any) -> None:
        def write() -> None:
            work = RegistrationUnitOfWork()
            for name, items in aggregates.items():
                for item in items:
                    getattr(work, name).add(item)
            work.flush()

        in_transaction("registration", write)

    return save
