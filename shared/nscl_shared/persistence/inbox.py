"""The inbox: which events had their effect, written in the transaction of the effect.

A mark is the event's id and the name of the command, so one service may handle
an event in several ways, each once.  Event ids are UUIDv7 and therefore sorted
by time: what is older than duplicates can be is deleted as one range.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError

from nscl_shared.persistence.connection import INBOX, database

DUPLICATE_KEY = 11_000
TIMESTAMP_SHIFT = 80  # RFC 9562, section 5.7: the first 48 of 128 bits are milliseconds


class Inbox:
    """The inbox of one service."""

    def __init__(self, service: str) -> None:
        self._service = service

    def mark(self, event_ids: Sequence[str], command: str) -> None:
        """Note, inside a transaction, that ``command`` is done for these events.

        Raises:
            pymongo.errors.DuplicateKeyError: one of them was done before.
        """
        try:
            self._marks.insert_many([{"_id": _mark(event_id, command)} for event_id in event_ids])
        except BulkWriteError as error:
            first = ((error.details or {}).get("writeErrors") or [{}])[0]
            if first.get("code") != DUPLICATE_KEY:
                raise
            raise DuplicateKeyError(first["errmsg"], DUPLICATE_KEY, first) from error

    def known(self, event_ids: Iterable[str], command: str) -> set[str]:
        """Return those of ``event_ids`` for which ``command`` was done before."""
        by_mark: Mapping[str, str] = {_mark(event_id, command): event_id for event_id in event_ids}
        found = self._marks.find({"_id": {"$in": list(by_mark)}}, {"_id": 1})
        return {by_mark[row["_id"]] for row in found}

    def prune(self, before: datetime) -> int:
        """Forget events made before ``before``; return how many marks went."""
        first_kept = str(uuid.UUID(int=int(before.timestamp() * 1_000) << TIMESTAMP_SHIFT))
        return self._marks.delete_many({"_id": {"$lt": first_kept}}).deleted_count

    @property
    def _marks(self) -> Collection[dict[str, Any]]:
        return database(self._service)[INBOX]


def _mark(event_id: str, command: str) -> str:
    return f"{event_id}:{command}"
