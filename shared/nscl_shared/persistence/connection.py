"""The service's own database: connection, collections, indexes, migrations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import mongoengine
from mongoengine import Document
from pymongo.database import Database
from pymongo.errors import CollectionInvalid, NetworkTimeout

Migration = tuple[str, Callable[[Database[dict[str, Any]]], None]]

OUTBOX = "outbox"
LEDGER = "outbox_sent"
LEASES = "leases"
INBOX = "inbox"
PROGRESS = "progress"
AUDIT = "audit"
IDEMPOTENCY = "idempotency"
COUNTERS = "counters"
MIGRATIONS = "migrations"
SESSIONS = "sessions"
GENERATIONS = "generations"
KIT_COLLECTIONS = (
    AUDIT,
    OUTBOX,
    LEDGER,
    LEASES,
    INBOX,
    PROGRESS,
    IDEMPOTENCY,
    COUNTERS,
    MIGRATIONS,
    SESSIONS,
    GENERATIONS,
)

SERVER_SELECTION_MS = 5_000
SOCKET_TIMEOUT_MS = 30_000
INDEX_WAITS = 10

log = logging.getLogger(__name__)


def connect(service: str, uri: str) -> None:
    """Register the connection of ``service`` under its name; nothing is sent yet."""
    mongoengine.connect(
        db=f"nscl_{service}",
        alias=service,
        host=uri,
        tz_aware=True,
        uuidRepresentation="standard",
        serverSelectionTimeoutMS=SERVER_SELECTION_MS,
        socketTimeoutMS=SOCKET_TIMEOUT_MS,
        appname=f"nscl-{service}",
    )


def database(service: str) -> Database[dict[str, Any]]:
    """Return the PyMongo database of ``service``."""
    found: Database[dict[str, Any]] = mongoengine.get_db(service)
    return found


def prepare(
    service: str,
    *,
    documents: Sequence[type[Document]],
    migrations: Sequence[Migration] = (),
) -> None:
    """Create collections and indexes, then run the migrations not yet run.

    Collections must exist before the first transaction.  Idempotent; several
    replicas may run it at once.
    """
    db = database(service)
    names = [document._get_collection_name() for document in documents]
    _create_collections(db, [*KIT_COLLECTIONS, *names])
    for document in documents:
        _index(document)
    _migrate(db, migrations)


def _create_collections(db: Database[dict[str, Any]], names: Sequence[str]) -> None:
    existing = set(db.list_collection_names())
    for name in names:
        if name not in existing:
            try:
                db.create_collection(name)
            except CollectionInvalid:  # another replica was faster
                continue


def _index(document: type[Document]) -> None:
    """Create the indexes of a collection; one of a long list may take longer than an answer may.

    The server goes on building it, and asking again waits for it.

    Raises:
        NetworkTimeout: it was not there after ten times the longest wait for an answer.
    """
    for _attempt in range(INDEX_WAITS - 1):
        try:
            document.ensure_indexes()
        except NetworkTimeout:
            log.warning("an index of %s is still being built", document._get_collection_name())
        else:
            return
    document.ensure_indexes()


def _migrate(db: Database[dict[str, Any]], migrations: Sequence[Migration]) -> None:
    done = {row["_id"] for row in db[MIGRATIONS].find({}, {"_id": 1})}
    for name, migrate in migrations:
        if name not in done:
            migrate(db)
            db[MIGRATIONS].update_one(
                {"_id": name}, {"$set": {"at": datetime.now(UTC)}}, upsert=True
            )
