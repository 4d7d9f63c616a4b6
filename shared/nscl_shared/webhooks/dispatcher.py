"""Couriers, one for each receiver, that replicas share among themselves.

Every second, or when a retry is due, a dispatcher looks at what there is to send.  By
leases on shares of it each receiver is served by one replica; where a lease is lost
unnoticed, two may serve it for a moment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, TypeVar

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.leases import Leases
from nscl_shared.settings import settings
from nscl_shared.webhooks.settings import LONGEST_TIMEOUT

SHARES = 16
LOOK_SECONDS = 1.0
SHORTEST_LOOK = 0.1
STOP_SECONDS = LONGEST_TIMEOUT

log = get_logger(__name__)


class Courier(Protocol):
    """Serves one receiver until ``stopping`` is set, or until it has nothing more to do."""

    stopping: bool

    def run(self) -> None:
        """Serve; raise nothing, or the service ends."""


class Served(Protocol):
    """Something a courier is sent out for."""

    @property
    def id(self) -> str:
        """Return by what its share is told."""


T = TypeVar("T", bound=Served)


class Dispatcher(DependencyProvider):
    """Sends couriers out from start to stop of the container's service.

    A subclass names its ``work`` and says in ``look`` who is to be served.
    """

    work: ClassVar[str]

    def __init__(self) -> None:
        self._couriers: dict[str, tuple[Courier, Any]] = {}
        self._stopping = False
        self._thread: Any = None

    def setup(self) -> None:
        """Know the shares."""
        self._leases = Leases(self.container.service_name, self.work, SHARES, settings().instance)

    def start(self) -> None:
        """Begin to serve."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier=self.work)

    def stop(self) -> None:
        """Let attempts in work end, and leave the receivers to other replicas."""
        self._stopping = True
        self._thread.wait()
        self.call_back(self._couriers)
        with eventlet.Timeout(STOP_SECONDS, exception=False):
            for _courier, thread in self._couriers.values():
                thread.wait()
        try:
            self._leases.release()
        except PyMongoError as error:
            log.warning("leases-not-released", reason=str(error)[:200])

    def get_dependency(self, worker_ctx: object) -> None:
        """Return nothing: it works by itself."""

    def look(self, held: Collection[int]) -> Iterable[datetime | None]:
        """Send couriers out and call them back; return when what waits is to be tried again.

        ``held`` are the shares that are this replica's.

        Raises:
            pymongo.errors.PyMongoError: the database is out of reach; it is asked again.
        """
        raise NotImplementedError

    def own(self, served: Iterable[T], held: Collection[int]) -> list[T]:
        """Return those in the shares ``held``."""
        return [one for one in served if self._leases.share_of(one.id) in held]

    def on_the_way(self) -> set[str]:
        """Return whose couriers have not ended."""
        self._couriers = {key: pair for key, pair in self._couriers.items() if not pair[1].dead}
        return set(self._couriers)

    def send_out(self, key: str, courier: Courier, name: str) -> None:
        """Let a courier run; ``name`` tells its thread from others in the log."""
        thread = self.container.spawn_managed_thread(
            lambda: self._serve(key, courier), identifier=name
        )
        self._couriers[key] = (courier, thread)

    def came_back(self, key: str) -> None:
        """Hear that a courier has ended; by default that means nothing."""

    def call_back(self, keys: Iterable[str]) -> None:
        """Tell couriers to end after the attempt in work."""
        for key in keys:
            self._couriers[key][0].stopping = True

    def _serve(self, key: str, courier: Courier) -> None:
        courier.run()
        self.came_back(key)

    def _run(self) -> None:
        while not self._stopping:
            pause = LOOK_SECONDS
            try:
                tries = self.look(self._leases.held())
                pause = pause_until([at for at in tries if at], datetime.now(UTC))
            except PyMongoError as error:
                log.warning("waiting-for-database", reason=str(error)[:200])
            eventlet.sleep(pause)


def pause_until(tries: Sequence[datetime], now: datetime) -> float:
    """Return in how many seconds to look again: with the next try, at the latest in one.

    >>> pause_until([], datetime.now(UTC))
    1.0
    """
    waits = [(at - now).total_seconds() for at in tries]
    return max(SHORTEST_LOOK, min([LOOK_SECONDS, *waits]))
