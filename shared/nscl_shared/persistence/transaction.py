"""One MongoDB transaction that mongoengine calls join by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mongoengine.connection import get_connection
from mongoengine.errors import NotUniqueError, OperationError
from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError, PyMongoError

from nscl_shared.persistence.sessions import note_session

T = TypeVar("T")


def in_transaction(service: str, work: Callable[[], T]) -> T:
    """Run ``work`` in a transaction of ``service``'s database and commit it.

    PyMongo runs it again, from the start, on a write conflict or a lost
    connection, so ``work`` must have no effect outside the database.

    Raises:
        pymongo.errors.DuplicateKeyError: a unique index refused a write.
        pymongo.errors.PyMongoError: the database stays out of reach.
    """
    client = get_connection(service)

    def attempt(_session: ClientSession) -> T:
        try:
            return work()
        except (OperationError, NotUniqueError) as error:
            # mongoengine hides the driver's error and with it the label by
            # which the driver knows that a transaction may be tried again
            raise _driver_error(error) from error

    with client.start_session() as session:
        note_session(service, session)
        with session.bind():
            result: T = session.with_transaction(attempt)
    return result


def _driver_error(error: Exception) -> Exception:
    cause = error.__cause__ or error.__context__
    return cause if isinstance(cause, PyMongoError) else error


def duplicate_field(error: DuplicateKeyError) -> str | None:
    """Return the first field of the violated unique index, if the server tells."""
    pattern = (error.details or {}).get("keyPattern") or {}
    return next(iter(pattern), None)
