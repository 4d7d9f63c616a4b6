"""Who changed what for which agency: an audit log of the broker's accounts.

The broker keeps no history of its users, and an agency belongs to no service: the
log has a database of its own, ``nscl_agencies``, beside those of the services.  It
is written before anything is done, so what is done is in it, whatever dies between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import mongoengine
from pymongo.errors import PyMongoError

from nscl_shared.audit import AuditEntry, AuditLog
from nscl_shared.persistence import connect
from nscl_shared.runtime.problems import RuntimeProblem

DATABASE = "agencies"
ADD, READY, ROTATE, REMOVE, BACKFILL = (
    "agency-add",
    "agency-ready",
    "agency-rotate",
    "agency-remove",
    "agency-backfill",
)


@dataclass(frozen=True)
class Remembered:
    """What the log tells of an agency that the broker cannot: its title, and since when."""

    title: str = ""
    since: datetime | None = None


class Journal:
    """The log in the database server at ``mongodb_uri``, written in the name of ``actor``."""

    def __init__(self, mongodb_uri: str, actor: str) -> None:
        connect(DATABASE, mongodb_uri)
        self._log = AuditLog(DATABASE)
        self._actor = actor

    def close(self) -> None:
        """Close the connection to the database."""
        mongoengine.disconnect(DATABASE)

    def note(self, action: str, queue: str, **details: Any) -> None:
        """Write one entry.

        Raises:
            RuntimeProblem: the database is out of reach; then nothing may be done.
        """
        try:
            self._log.append(actor=self._actor, action=action, target=queue, **details)
        except PyMongoError as error:
            raise _unreachable(error) from error

    def entries(self, queue: str) -> list[AuditEntry]:
        """Return what was done for one agency, oldest first."""
        return [entry for entry in self._all() if entry.target == queue]

    def remembered(self) -> dict[str, Remembered]:
        """Return queue → title and since when, of the agencies not removed."""
        known: dict[str, Remembered] = {}
        for entry in self._all():
            before = known.get(entry.target, Remembered())
            if entry.action == ADD:
                known[entry.target] = Remembered(str(entry.details.get("title", "")))
            elif entry.action == READY:
                at = datetime.fromisoformat(entry.at)
                known[entry.target] = Remembered(before.title, at)
            elif entry.action == REMOVE:
                known.pop(entry.target, None)
        return known

    def _all(self) -> Iterator[AuditEntry]:
        try:
            yield from self._log.entries()
        except PyMongoError as error:
            raise _unreachable(error) from error


def _unreachable(error: Exception) -> RuntimeProblem:
    return RuntimeProblem(
        f"the database with the audit log does not answer: {error}",
        "Nothing is done without it. See 'nscl status', or set NSCL_MONGODB_URI",
    )
