"""A service's database for the tests of its storage, which no running service works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import mongoengine
from pymongo.database import Database

from nscl_shared.persistence import connect, database


def uri_apart(service: str, mongodb_uri: str) -> str:
    """Return the address of the database ``nscl_<service>_tests``.

    A process of the service that other tests started keeps its own database,
    and its relay takes nothing from this one.
    """
    return mongodb_uri.replace("/?", f"/nscl_{service}_tests?")


@contextmanager
def connected_apart(service: str, mongodb_uri: str) -> Iterator[None]:
    """Connect as ``service`` does, to a database apart, inside the block."""
    mongoengine.disconnect(service)  # what tests of another room left connected
    connect(service, uri_apart(service, mongodb_uri))
    yield
    mongoengine.disconnect(service)


def emptied(service: str, setup: Callable[[], None]) -> Database[dict[str, Any]]:
    """Return the connected database of ``service``, empty and prepared by ``setup``."""
    found = database(service)
    for name in found.list_collection_names():
        found[name].delete_many({})
    setup()
    return found
