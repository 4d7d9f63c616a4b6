"""Carries out imports from start to stop of the service; one replica at a time, by a lease."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from nscl_registration.entrypoints.import_job import work
from nscl_registration.handlers.table import HANDLERS
from nscl_registration.storage.import_repository import forget_cells, remove_unreceived
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.kernel.clock import now
from nscl_shared.messaging import CommandBus
from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.leases import Leases
from nscl_shared.settings import settings

SHARE = 0
LOOK_SECONDS = 1.0
TIDY_EVERY = 3_600.0
KEPT = timedelta(days=30)  # what the rows said, after their import ended

ARRIVING = timedelta(hours=1)

log = get_logger(__name__)


class ImportRunner(DependencyProvider):
    """Looks every second for an import to go on with."""

    def __init__(self) -> None:
        self._stopping = False
        self._thread: Any = None
        self._tidied = float("-inf")

    def setup(self) -> None:
        """Know the lease and the commands."""
        service = self.container.service_name
        self._lease = Leases(service, "imports", 1, settings().instance)
        self._commands = CommandBus(service, HANDLERS, RegistrationUnitOfWork)

    def start(self) -> None:
        """Begin to look."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier="imports")

    def stop(self) -> None:
        """Let the window in work end, and leave the rest to another replica."""
        self._stopping = True
        self._thread.wait()
        try:
            self._lease.release()
        except PyMongoError as error:
            log.warning("lease-not-released", reason=str(error)[:200])

    def get_dependency(self, worker_ctx: object) -> None:
        """Return nothing: it works by itself."""

    def _run(self) -> None:
        while not self._stopping:
            busy = False
            try:
                busy = self._turn()
            except PyMongoError as error:
                log.warning("waiting-for-database", reason=str(error)[:200])
            except Exception:  # the next turn tries again; the import stays where it was
                log.exception("import-turn-failed")
            eventlet.sleep(0 if busy else LOOK_SECONDS)

    def _turn(self) -> bool:
        if SHARE not in self._lease.held():
            return False
        if time.monotonic() - self._tidied > TIDY_EVERY:
            forget_cells(now() - KEPT)
            remove_unreceived(now() - ARRIVING)
            self._tidied = time.monotonic()
        return work(self._commands)
