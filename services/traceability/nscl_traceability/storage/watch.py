"""Hears of every change in some collections, through the database's change stream."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from pymongo.errors import PyMongoError

from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence import database

# how long the server holds a question for changes; the stream proves its life that often
HOLD_MS = 500
RETRY_SECONDS = 0.5

log = get_logger(__name__)


class Watch:
    """Calls ``changed(collection, id)`` for each change, ``began()`` when it hears anew.

    Of ``growing`` collections it hears of new rows alone.  What happened while it was deaf is lost: ``began`` must forget all.  Runs in a
    thread of its own; both are called there.
    """

    def __init__(
        self,
        service: str,
        collections: Sequence[str],
        changed: Callable[[str, Any], None],
        began: Callable[[], None],
        growing: Sequence[str] = (),
    ) -> None:
        self._service = service
        all_of = {"ns.coll": {"$in": list(collections)}}
        new_in = {"ns.coll": {"$in": list(growing)}, "operationType": "insert"}
        self._pipeline = [{"$match": {"$or": [all_of, new_in]}}]
        self._changed = changed
        self._began = began
        self._ended = Event()
        self._heard_at = float("-inf")

    @property
    def silence(self) -> float:
        """Seconds since the stream last answered; infinite before its first answer."""
        return time.monotonic() - self._heard_at

    def run(self) -> None:
        """Listen until ``end`` is called; a lost stream is opened again."""
        while not self._ended.is_set():
            try:
                self._listen()
            except PyMongoError as error:
                self._heard_at = float("-inf")
                log.warning("changes-not-heard", reason=str(error)[:200])
                self._ended.wait(RETRY_SECONDS)

    def end(self) -> None:
        """Stop listening, within ``HOLD_MS``."""
        self._ended.set()

    def _listen(self) -> None:
        db = database(self._service)
        with db.watch(self._pipeline, max_await_time_ms=HOLD_MS) as stream:
            self._began()
            while stream.alive and not self._ended.is_set():
                change = stream.try_next()
                self._heard_at = time.monotonic()
                if change is not None:
                    self._changed(change["ns"]["coll"], change["documentKey"]["_id"])
